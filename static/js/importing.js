// The upload with its progress; without this script the form simply posts.

const form = document.getElementById("upload");

function say(text, share) {
  let told = form.querySelector(".uploading");
  if (!told) {
    told = document.createElement("div");
    told.className = "uploading";
    told.setAttribute("role", "status");
    told.append(document.createElement("progress"), document.createElement("p"));
    form.append(told);
  }
  const bar = told.querySelector("progress");
  bar.setAttribute("aria-label", "上传进度");
  bar.hidden = share === undefined;
  bar.max = 1;
  if (share !== undefined) bar.value = share;
  told.querySelector("p").textContent = text;
}

function finished(request) {
  let answer = {};
  try {
    answer = JSON.parse(request.responseText);
  } catch {
    // an answer that is no JSON is told like one that says nothing
  }
  if (request.status === 200 && answer.next) {
    window.location.assign(answer.next);
    return;
  }
  say(answer.message || "没有上传成功，请稍后再试。");
  form.querySelector("[type=submit]").disabled = false;
}

function send(event) {
  const [file] = form.querySelector('[type="file"]').files;
  if (!file) return;
  event.preventDefault();
  if (file.size > Number(form.dataset.most)) {
    say(form.dataset.tooLarge);
    return;
  }
  form.querySelector("[type=submit]").disabled = true;
  const request = new XMLHttpRequest();
  request.open("POST", form.action || window.location.href);
  request.setRequestHeader("Accept", "application/json");
  request.upload.addEventListener("progress", (step) => {
    if (step.lengthComputable) say(`已上传 ${Math.round((100 * step.loaded) / step.total)}%`, step.loaded / step.total);
  });
  request.upload.addEventListener("load", () => say("已上传，正在识别……", 1));
  request.addEventListener("load", () => finished(request));
  request.addEventListener("error", () => finished(request));
  say("正在上传……", 0);
  request.send(new FormData(form));
}

if (form) form.addEventListener("submit", send);
