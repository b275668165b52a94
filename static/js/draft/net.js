/** Asking the server: what came back, or status 0 where nothing of ours did. */
const PATIENCE = 30_000; // ms for an answer; a save that is slower is asked for again with the same key
const MOST_KEPT_ALIVE = 60_000; // bytes a browser sends on after its page is gone

export const token = (form) => form.elements.csrfmiddlewaretoken;

/** Signing in changes the token: in every form of the page, that for signing out too. */
export function renewTokens(csrf) {
  document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((one) => (one.value = csrf));
}

export async function post(url, said, csrf, leaving = false) {
  const body = JSON.stringify(said);
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), PATIENCE);
  try {
    const response = await fetch(url, {
      method: "POST",
      body,
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrf },
      credentials: "same-origin",
      keepalive: leaving && new Blob([body]).size < MOST_KEPT_ALIVE,
      signal: ending.signal,
    });
    const answer = await response.json().catch(() => null); // a refusal of what stands between us is a page
    return { status: answer || !response.ok ? response.status : 0, answer: answer ?? {} };
  } catch {
    return { status: 0, answer: {} }; // no network, or no answer in time
  } finally {
    clearTimeout(timer);
  }
}

export async function get(url, accept, signal = undefined) {
  const response = await fetch(url, { headers: { Accept: accept }, credentials: "same-origin", signal });
  if (!response.ok) throw new Error(String(response.status));
  return accept === "application/json" ? response.json() : response.text();
}
