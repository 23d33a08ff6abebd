"use strict";
// Nothing is stored and nothing is sent: what is typed lives in this page's fields and nowhere else.
const settings = JSON.parse(document.getElementById("settings").textContent);
const form = document.getElementById("form"), told = document.getElementById("told");
const fields = [...form.querySelectorAll("[data-field]")];
const say = name => document.getElementById("say-" + name).innerHTML;

// U+00AD, U+200B and marks of direction change no letter; keyboards and clipboards leave them.
const clean = text => text.replace(/[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+/g, "")
  .split("\n").map(line => line.replace(/\s+/g, " ").trim()).join("\n").trim().normalize("NFC");

function asDigits(text) {
  return [...text].map(each => {
    const zero = settings.zeros.find(z => each.codePointAt(0) >= z.codePointAt(0) && each.codePointAt(0) <= z.codePointAt(0) + 9);
    return zero === undefined ? each : String(each.codePointAt(0) - zero.codePointAt(0));
  }).join("");
}
const ours = number => [...String(number)].map(n => String.fromCodePoint(settings.zero.codePointAt(0) + Number(n))).join("");

function canPrint(character) {
  const code = character.codePointAt(0), ranges = settings.letters;
  for (let n = 0; n < ranges.length; n += 2) if (code >= ranges[n] && code <= ranges[n + 1]) return true;
  return character === "\n";
}

// A mark without a letter before it, and a stacked letter that is not there. Burmese typed for a Zawgyi font is full of
// both, since its marks come in the order of the eye: it would be printed as another word, or as none.
const unordered = text => /(^|[^\p{L}\p{M}\p{N}\u25cc])\p{M}/u.test(text) || /\u1039(?![\u1000-\u102a\u103f\u1050-\u1081])/.test(text);

// A year is of the Buddhist era from 2400 to 2699, of the common one from 1900 to 2199.
function commonYear(text) {
  const year = /^\d{4}$/.test(text) ? Number(text) : 0;
  if (year >= 2400 && year <= 2699) return year - settings.era;
  return year >= 1900 && year <= 2199 ? year : 0;
}

function number(element, kind) {
  const typed = asDigits(clean(element.value));
  if (!/^\d*$/.test(typed)) return element.value;
  if (element.dataset.part !== "year") return typed && ours(Number(typed));
  const year = commonYear(typed);
  return year ? ours(settings.buddhist ? year + settings.era : year) : typed && ours(typed);
}

function shown(element) {
  const kind = element.dataset.kind;
  return kind === "number" || kind === "date" ? number(element, kind) : clean(element.value);
}

function show(element) {
  if (!element.classList.contains("typed")) return;
  element.nextElementSibling.textContent = shown(element);
  if (element.dataset.part === "year") bothYears(element);
}

function bothYears(element) {
  const year = commonYear(asDigits(clean(element.value))), output = element.nextElementSibling.nextElementSibling;
  output.innerHTML = year ? `${say("buddhist")} ${ours(year + settings.era)} = ${say("common")} ${ours(year)}` : "";
}

const partsOf = id => fields.filter(each => each.dataset.field === id);
const given = element => element.classList.contains("box") ? element.checked : clean(element.value) !== "";

function isDate(parts) {
  const of = name => asDigits(clean(parts.find(each => each.dataset.part === name).value));
  const year = commonYear(of("year")), day = Number(of("day")), month = Number(of("month"));
  const made = new Date(Date.UTC(year, month - 1, day));
  return year > 0 && made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
}

function fault(element) {
  const text = shown(element), value = element.nextElementSibling;
  if (![...text].every(canPrint)) return "letter";
  if (unordered(text)) return "order";
  if (element.dataset.kind === "number" && text && !/^\d+$/.test(asDigits(text))) return "number";
  return value.scrollWidth > value.clientWidth + 1 || value.scrollHeight > value.clientHeight + 1 && value.classList.contains("lines") ? "long" : "";
}

// What is wrong with the values, and which fields that must be filled in are empty.
function faults() {
  const found = [], seen = new Set();
  for (const element of fields) {
    const id = element.dataset.field, parts = partsOf(id);
    const why = element.classList.contains("typed") ? fault(element) : "";
    if (why) found.push([why, element]);
    if (seen.has(id)) continue;
    seen.add(id);
    if (element.dataset.kind === "date" && parts.some(given) && !isDate(parts)) found.push(["date", element]);
    else if ("required" in element.dataset && !parts.some(given)) found.push(["empty", element]);
  }
  return found;
}

function tell(found) {
  told.replaceChildren();
  for (const [why, element] of found) {
    const line = document.createElement("p");
    line.innerHTML = say(why) + " ";
    const name = document.createElement("strong");
    name.textContent = element.dataset.label;
    line.append(name);
    told.append(line);
  }
  if (found.every(([why]) => why === "empty")) choose("anyway", () => { told.hidden = true; print(); });
  choose("back", () => { told.hidden = true; found[0][1].focus(); });
  told.hidden = false;
  told.focus();
}

function choose(name, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.innerHTML = say(name);
  button.addEventListener("click", act);
  told.append(button, " ");
}

// The browser's own menu prints too: a page with a value that cannot be printed right is then empty.
function check() {
  const found = faults();
  for (const element of fields) element.classList.toggle("wrong", found.some(([why, each]) => why !== "empty" && each === element));
  document.body.classList.toggle("refused", found.some(([why]) => why !== "empty"));
  return found;
}

function changed(event) {
  show(event.target);
  if (check().some(([why, each]) => why === "letter" && each === event.target)) tell([["letter", event.target]]);
  else if (told.textContent && !told.hidden) told.hidden = true;
}

function clear() {
  form.reset();
  for (const element of fields) show(element);
  told.replaceChildren();
  told.hidden = true;
}

let before = null; // which answer was chosen when a finger came down: a second tap takes it back
form.addEventListener("pointerdown", event => { before = event.target.type === "radio" && event.target.checked ? event.target : null; });
form.addEventListener("click", event => { if (event.target === before) event.target.checked = false; });
form.addEventListener("keydown", event => {
  if (event.key === "Enter" && event.target.tagName !== "TEXTAREA") event.preventDefault();
  if (event.target.type === "radio" && (event.key === "Delete" || event.key === "Backspace")) event.target.checked = false;
});
// What who fills in is told of a field stands in the bar while the field has the cursor, else what the page keeps.
const help = document.getElementById("help"), keeps = help.innerHTML;
form.addEventListener("focusin", event => {
  if (event.target.dataset.help) help.textContent = event.target.dataset.help; else help.innerHTML = keeps;
});
form.addEventListener("submit", event => event.preventDefault());
form.addEventListener("input", changed);
form.addEventListener("change", event => {
  if (event.target.classList.contains("typed")) event.target.value = shown(event.target);
});
document.getElementById("look").addEventListener("click", event => {
  const on = document.body.classList.toggle("look");
  event.currentTarget.setAttribute("aria-pressed", String(on));
});
document.getElementById("print").addEventListener("click", () => {
  const found = check();
  if (found.length) tell(found); else print();
});
document.getElementById("leave").addEventListener("click", () => { clear(); document.body.replaceChildren(); location.replace("about:blank"); });
window.addEventListener("pagehide", clear);
window.addEventListener("pageshow", clear); // a browser that goes back fills in what it remembers
