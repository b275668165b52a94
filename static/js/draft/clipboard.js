/** A block of cells out of what Excel, Word or WPS put on the clipboard. */
const MOST_SPAN = 1000;

/** Rows of cell texts; null where it is ordinary text. */
export function blockOf(data) {
  const found = ofHtml(data.getData("text/html")) ?? ofText(data.getData("text/plain"));
  const block = found?.map((row) => row.map(trimmed));
  while (block?.length && block.at(-1).every((text) => !text)) block.pop();
  return block?.length ? evened(block) : null;
}

const trimmed = (text) => text.replace(/^\s+|\s+$/g, "");

function evened(block) {
  const width = Math.max(...block.map((row) => row.length));
  return block.map((row) => Array.from({ length: width }, (_, place) => row[place] ?? ""));
}

/** Tabs between cells, line ends between rows; a cell with either in it stands in quotes. */
export function ofText(text) {
  if (!text.includes("\t")) return null;
  const rows = [[]];
  const cell = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/gy;
  for (let found = cell.exec(text); found; found = cell.exec(text)) {
    const [, quoted, plain, end] = found;
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"').replaceAll("\r\n", "\n"));
    if (end === "") break;
    if (end !== "\t") rows.push([]);
  }
  return rows;
}

/** The rows of all tables; a cell over several rows says so in each. Columns in which no cell begins are none. */
function ofHtml(html) {
  if (!/<table/i.test(html)) return null;
  const page = new DOMParser().parseFromString(html, "text/html");
  const rows = [...page.querySelectorAll("tr")].filter((row) => !row.parentElement.closest("td, th"));
  const block = [];
  rows.forEach((row, line) => {
    block[line] ??= [];
    let place = 0;
    for (const cell of row.cells) {
      while (block[line][place] !== undefined) place += 1;
      fan(block, line, place, cell, rows.length);
    }
  });
  const width = Math.max(0, ...block.map((row) => row.length));
  const begun = Array.from({ length: width }, (_, at) => at).filter((at) => block.some((row) => row[at] != null));
  return block.map((row) => begun.map((at) => row[at] ?? ""));
}

function fan(block, line, place, cell, height) {
  const text = textOf(cell);
  const down = Math.min(cell.rowSpan || MOST_SPAN, height - line);
  for (let row = line; row < line + down; row += 1) {
    block[row] ??= [];
    for (let column = 0; column < Math.min(cell.colSpan, MOST_SPAN); column += 1) {
      block[row][place + column] = column ? null : text;
    }
  }
}

/** As it is read: line breaks where the page breaks lines, and none where only its source does. */
function textOf(cell) {
  const lines = [""];
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) lines.push(lines.pop() + node.data);
    else if (node.nodeName === "BR") lines.push("");
    else if (!["STYLE", "SCRIPT"].includes(node.nodeName)) {
      const block = /^(P|DIV|LI|H\d)$/.test(node.nodeName);
      if (block && lines.at(-1).trim()) lines.push("");
      node.childNodes.forEach(walk);
      if (block && lines.at(-1).trim()) lines.push("");
    }
  };
  walk(cell);
  return lines.map(flat).join("\n").trim();
}

/** A line end of the source between two 汉字 is nothing at all, elsewhere a blank. */
function flat(text) {
  const joined = text.replace(/([\u2e80-\uffef])[ \t]*\r?\n[ \t]*(?=[\u2e80-\uffef])/g, "$1");
  return joined.replace(/[\s\u00a0]+/g, " ").trim();
}
