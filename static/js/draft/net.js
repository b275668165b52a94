/** Asking the server: what came back, or status 0 where nothing did. */
const PATIENCE = 30_000; // ms for an answer; a save that is slower is asked for again with the same key
const MOST_KEPT_ALIVE = 60_000; // bytes a browser sends on after its page is gone

export const token = (form) => form.elements.csrfmiddlewaretoken;

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
    return { status: response.status, answer: await response.json() };
  } catch {
    return { status: 0, answer: {} }; // no network, no answer in time, or one that is not ours
  } finally {
    clearTimeout(timer);
  }
}

export async function get(url, accept, signal = undefined) {
  const response = await fetch(url, { headers: { Accept: accept }, credentials: "same-origin", signal });
  if (!response.ok) throw new Error(String(response.status));
  return accept === "application/json" ? response.json() : response.text();
}
