/** A part of the page that was asked for again and did not come: said at the top, until one comes. */

const WHY = { 0: "网络中断", 429: "查得太快了，请停几秒再试", 503: "系统一时忙不过来，请过半分钟再试" };
const told = document.createElement("p");
told.className = "notice error";
told.setAttribute("role", "alert");

function tell(status) {
  const gone = status >= 400 && status < 500 && status !== 429; // signed out, or no longer there
  const why = gone ? "这一部分已经打不开，请刷新页面" : (WHY[status] ?? "服务器暂时没有答复，请稍后再试");
  const sentence = `${why}；下面显示的是之前的内容。`;
  if (told.isConnected && told.textContent === sentence) return; // a screen reader says it once
  told.textContent = sentence;
  document.getElementById("content").prepend(told);
}

document.addEventListener("htmx:responseError", ({ detail }) => tell(detail.xhr.status));
document.addEventListener("htmx:sendError", () => tell(0));
document.addEventListener("htmx:afterRequest", ({ detail }) => detail.successful && told.remove());
