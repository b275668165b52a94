// The upload with its progress; without this script the form simply posts.

const form = document.getElementById("upload");
const BROKEN_OFF = "网络中断，文件没有传完。请检查网络后再上传一次，文件还在您的电脑里。";
const UNKNOWN = "没有上传成功，请稍后再试。";

let told, bar, line, stop;

function build() {
  told = document.createElement("div");
  told.className = "uploading";
  bar = document.createElement("progress");
  bar.setAttribute("aria-label", "上传进度");
  bar.max = 1;
  line = document.createElement("p");
  line.setAttribute("role", "status");
  stop = document.createElement("button");
  stop.type = "button";
  stop.className = "as-link";
  stop.textContent = "取消上传";
  told.append(bar, line, stop);
  form.append(told);
}

function say(text, share = null) {
  if (!told) build();
  bar.hidden = stop.hidden = share === null;
  if (share !== null && share < 1) bar.value = share;
  else bar.removeAttribute("value"); // read now, and nobody knows for how long
  line.textContent = text;
}

function wait(waiting) {
  form.querySelector("[type=submit]").disabled = waiting;
}

function failed(text) {
  say(text);
  wait(false);
}

function answered(request) {
  let answer = {};
  try {
    answer = JSON.parse(request.responseText);
  } catch {
    // an answer that is no JSON says nothing
  }
  if (request.status === 200 && answer.next) window.location.assign(answer.next);
  else failed(answer.message || UNKNOWN);
}

function send() {
  const request = new XMLHttpRequest();
  let tenth = -1; // so that a screen reader is told ten times, not a thousand
  request.open("POST", form.getAttribute("action") || window.location.href);
  request.setRequestHeader("Accept", "application/json");
  request.upload.addEventListener("progress", ({ lengthComputable, loaded, total }) => {
    if (!lengthComputable) return;
    bar.value = loaded / total;
    if (Math.floor((10 * loaded) / total) === tenth) return;
    tenth = Math.floor((10 * loaded) / total);
    say(`已上传 ${10 * tenth}%`, loaded / total);
  });
  request.upload.addEventListener("load", () => say("已上传，正在识别……", 1));
  request.addEventListener("load", () => answered(request));
  request.addEventListener("error", () => failed(BROKEN_OFF));
  request.addEventListener("abort", () => failed("已取消上传，没有写入任何内容。"));
  say("正在上传……", 0);
  stop.onclick = () => request.abort();
  wait(true);
  request.send(new FormData(form));
}

function submit(event) {
  const [file] = form.querySelector('[type="file"]').files;
  if (!file) return;
  event.preventDefault();
  if (file.size > Number(form.dataset.most)) say(form.dataset.tooLarge);
  else send();
}

if (form) {
  form.addEventListener("submit", submit);
  window.addEventListener("pageshow", () => wait(false)); // one may come back to it with the browser
}
