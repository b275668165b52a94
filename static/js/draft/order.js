/**
 * In which order the rows stand on the server, part by part; and where they will stand once what waits has arrived.
 *
 * The page is laid out by it after each exchange, so that all who write end with the same order.
 */

export class Order {
  constructor(parts = {}) {
    this.parts = parts; // the ids of the rows, top to bottom, by part
  }

  put(part, id) {
    (this.parts[part] ??= []).push(id);
  }

  copy() {
    return new Order(Object.fromEntries(Object.entries(this.parts).map(([part, ids]) => [part, [...ids]])));
  }

  /** As the server does it: below `after`, at the top for null, at the end where that row is gone. */
  apply({ op, row, after }, part) {
    const ids = Object.values(this.parts).find((one) => one.includes(row));
    if (op === "add" && !ids) insert((this.parts[part] ??= []), row, after);
    if (op === "delete" && ids) ids.splice(ids.indexOf(row), 1);
    if (op === "move" && ids && row !== after) {
      ids.splice(ids.indexOf(row), 1);
      insert(ids, row, after);
    }
  }
}

function insert(ids, row, after) {
  const place = ids.indexOf(after);
  ids.splice(after === null ? 0 : place < 0 ? ids.length : place + 1, 0, row);
}
