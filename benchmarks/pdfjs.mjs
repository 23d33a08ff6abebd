// Prints what pdf.js reads in PDF files, as a JSON list of lists of pages: node pdfjs.mjs NODE_MODULES FILE...
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [modules, ...files] = process.argv.slice(2);
const folder = path.join(path.resolve(modules), "pdfjs-dist");
const { getDocument } = await import(pathToFileURL(path.join(folder, "legacy/build/pdf.mjs")));

const found = [];
for (const file of files) {
  const data = new Uint8Array(fs.readFileSync(file));
  const pdf = await getDocument({ data, verbosity: 0, cMapUrl: `${folder}/cmaps/`, cMapPacked: true }).promise;
  const pages = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    // Raw: the viewer would take Lao ຳ apart (NFKC), whatever the file says.
    const { items } = await page.getTextContent({ disableNormalization: true });
    pages.push(items.map((item) => (item.str ?? "") + (item.hasEOL ? "\n" : "")).join(""));
  }
  found.push(pages);
  await pdf.destroy();
}
process.stdout.write(JSON.stringify(found));
