/**
 * Saving by itself: a second after typing stops, one request at a time, the same key until it is answered.
 *
 * A save whose answer got lost is sent again as it was; what was typed meanwhile goes into the next one.
 */
import { newId } from "./ids.js";
import { post, token } from "./net.js";

const QUIET = 1000; // ms without typing
const PAUSES = [2, 4, 8, 15, 30]; // seconds between attempts
const AGAIN = new Set([0, 408, 425, 429]); // and every 5xx
const WHY = { 0: "网络中断", 429: "保存得太频繁，系统稍后再存", 507: "服务器的磁盘已满，请告知系统管理员" };
const ENDED = new Set([403, 404, 409]); // trying again by itself would not help

export class Saving {
  constructor({ form, model, tab, session, merging, local, told }) {
    Object.assign(this, { form, model, tab, session, merging, local, told });
    this.stands = told.place.textContent; // what the corner says where nothing is unsaved
    this.busy = false;
    this.composing = false; // an input method is at work; half a word is not saved
    this.failures = 0;
    this.problem = ""; // why the last attempt did not save
    this.ended = false;
    this.waiters = [];
    model.addEventListener("change", () => this.later());
    form.addEventListener("compositionstart", () => (this.composing = true));
    form.addEventListener("compositionend", () => (this.composing = false));
    window.addEventListener("online", () => this.model.flight && this.#tryAgain());
    window.addEventListener("offline", () => this.#tell());
    window.addEventListener("blur", () => this.#ifNews());
    document.addEventListener("visibilitychange", () => document.hidden && this.#ifNews(true));
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#automatic(), QUIET);
    this.#tell();
  }

  #automatic() {
    if (this.composing) this.later();
    else if (!this.ended && !this.busy && !this.retry) this.#send();
  }

  /** Try again unasked: half a word still waits. */
  #tryAgain() {
    clearTimeout(this.retry);
    this.retry = null;
    this.ended = false;
    this.#automatic();
  }

  #ifNews(leaving = false) {
    if (this.model.hasNews() && !this.ended && !this.retry) this.now(leaving);
  }

  /** Save at once, also where the last attempt failed; resolves when nothing more can be done for now. */
  now(leaving = false) {
    clearTimeout(this.timer);
    clearTimeout(this.retry);
    this.retry = null;
    this.ended = false;
    const done = new Promise((resolve) => this.waiters.push(resolve));
    if (!this.busy) this.#send(leaving);
    return done;
  }

  async #send(leaving = false) {
    if (!this.model.flight) {
      if (!this.model.hasNews()) {
        this.problem = "";
        return this.#finish();
      }
      this.model.take(newId());
      this.local.keep();
    }
    this.busy = true;
    this.#tell();
    const { status, answer } = await post(this.form.dataset.saveUrl, this.#body(), token(this.form).value, leaving);
    this.busy = false;
    if (status === 200) this.#arrived(answer);
    else if (status === 401 || answer.error === "page-too-old") await this.#signIn();
    else if (AGAIN.has(status) || status >= 500) this.#again(status);
    else this.#refused(status, answer);
  }

  #body() {
    const { key, base, operations, confirmed } = this.model.flight;
    return { key, base, tab: this.tab, operations, confirmed };
  }

  #arrived(answer) {
    this.failures = 0;
    this.problem = "";
    this.stands = `已保存 ${answer.clock}`;
    this.merging.acknowledge(answer);
    this.local.keep();
    if (this.model.hasNews()) {
      if (this.waiters.length && !this.composing) this.#send();
      else this.later();
    } else {
      this.#finish();
    }
  }

  #again(status) {
    const pause = PAUSES[Math.min(this.failures, PAUSES.length - 1)];
    this.failures += 1;
    const why = WHY[status] ?? "服务器暂时没有答复";
    this.problem = this.local.works() ? `${why}，内容已留在本机` : `${why}，请先不要关闭这个页面`;
    this.retry = setTimeout(() => this.#tryAgain(), pause * 1000);
    this.#finish();
  }

  #refused(status, answer) {
    this.model.giveBack();
    this.ended = ENDED.has(status);
    this.problem = answer.message || "服务器没有接受这次保存，内容已留在本机";
    this.local.keep();
    this.#finish();
  }

  async #signIn() {
    this.busy = true; // nothing else is sent while somebody signs in
    this.problem = "登录已过期";
    this.#tell();
    const back = await this.session.again();
    this.busy = false;
    if (back) return this.#send();
    this.ended = true;
    this.#finish();
  }

  #finish() {
    this.#tell();
    this.waiters.splice(0).forEach((resolve) => resolve(this.model.allSaved()));
  }

  /** The server says that the table can be written again. */
  reopen() {
    if (this.ended) this.#tryAgain();
  }

  #tell() {
    const { model, problem } = this;
    const questions = model.questions();
    if (this.busy && !problem) this.told.show("busy", "正在保存…");
    else if (problem) this.told.show("problem", `未保存：${problem}`, this.#remedy());
    else if (questions) this.told.show("question", `有 ${questions} 处与同事的修改不一致，请选择`);
    else if (!model.allSaved()) this.told.show("unsaved", "有未保存的修改");
    else this.told.show("saved", this.stands);
  }

  #remedy() {
    if (this.busy) return null;
    return this.problem === "登录已过期" ? ["重新登录", () => this.now()] : ["再试一次", () => this.now()];
  }
}
