import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { QueryRejected } from "../../theme/javascripts/search/errors.js";
import { createNormaliser } from "../../theme/javascripts/search/normalise.js";
import { understood } from "../../theme/javascripts/search/query.js";

const shared = JSON.parse(readFileSync(new URL("understood.json", import.meta.url), "utf8"));
const normalise = createNormaliser(shared.traditional, shared.simplified);

for (const { text, times, read, refused } of shared.cases) {
  test(`typed text is read or refused as in the service: ${JSON.stringify(text)} × ${times}`, () => {
    const ask = () => understood(text.repeat(times), normalise);
    if (refused) assert.throws(ask, new QueryRejected(refused));
    else assert.equal(ask(), read);
  });
}
