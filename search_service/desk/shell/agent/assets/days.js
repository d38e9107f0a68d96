// @ts-check
// A day as it is typed: 20261124, 2026-11-24, 2026/11/24, 2026.11.24 or 2026年11月24日.

const FORMS = [/^(\d{4})(\d{2})(\d{2})$/, /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/];

/**
 * @param {string} typed
 * @param {string} today  As 2026-11-24; no later day has a version.
 * @returns {{day: string, wrong: null} | {day: null, wrong: string}}
 */
export function dayOf(typed, today) {
  const text = typed.normalize("NFKC").trim();
  const match = FORMS.map((form) => form.exec(text)).find(Boolean);
  if (!match) return { day: null, wrong: "请写成 20261124 或 2026-11-24 这样。" };
  const [year, month, date] = match.slice(1).map(Number);
  const day = `${match[1]}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
  const known = new Date(Date.UTC(year, month - 1, date)).toISOString().slice(0, 10) === day;
  if (!known) return { day: null, wrong: `没有 ${day} 这一天。` };
  if (day > today) return { day: null, wrong: `${day} 还没到，最晚是今天 ${today}。` };
  return { day, wrong: null };
}
