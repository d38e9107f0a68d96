// @ts-check
// Tables with many columns become cards on a phone: each cell gets its column's name to show
// beside it, and the roles that a table loses when it is no longer laid out as one.

const FEWEST_COLUMNS = 4;

for (const table of document.querySelectorAll(".kb-prose table")) {
  const names = [...table.querySelectorAll("thead th")].map((cell) => cell.textContent?.trim() ?? "");
  if (names.length < FEWEST_COLUMNS) continue;
  table.setAttribute("data-cards", "");
  table.setAttribute("role", "table");
  for (const group of table.querySelectorAll("thead, tbody")) group.setAttribute("role", "rowgroup");
  for (const row of table.querySelectorAll("tr")) {
    row.setAttribute("role", "row");
    [...row.querySelectorAll("td")].forEach((cell, column) => {
      cell.setAttribute("role", "cell");
      cell.dataset.column = names[column] ?? "";
    });
  }
}
