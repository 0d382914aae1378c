// The guided session: a timer over the steps that stand on the page. Without this file the steps are the session.
// Time is taken from the clock at each look, so a sleeping tab or a slow timer loses nothing.
(() => {
  "use strict";
  const root = document.getElementById("session");
  if (!root) return;
  const STEP = 0, SECONDS = 1, ROUND = 2, ROUNDS = 3, SIDE = 4, KIND = 5;
  const beats = JSON.parse(root.dataset.beats), said = JSON.parse(root.dataset.words);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const loopFrom = Number(root.dataset.loopFrom), longest = Number(root.dataset.longest) * 1000;
  const by = (id) => document.getElementById(id);
  const items = [...root.querySelectorAll(".steps > li")], pictures = [...root.querySelectorAll(".frames > li")];
  const ring = by("ring"), run = by("run"), go = by("go"), ask = by("ask"), note = by("session-note");

  let at = 0, state = "ready", left = beats[0][SECONDS] * 1000, endsAt = 0, firstAt = 0, done = 0, turn = 0, ticker = 0;

  const words = (li) => ({ name: li.querySelector("h3").dataset.name, say: li.querySelector(".say").textContent.trim() });
  const sideWords = (beat) => (beat[SIDE] ? said[beat[SIDE]] : "");

  function roundWords(beat) {
    if (!beat[ROUND]) return fill(said.step, { step: beat[STEP] + 1, all: items.length });
    const round = beat[ROUND] + turn * beat[ROUNDS];
    return fill(turn ? said.round : said.roundOf, { round, all: beat[ROUNDS] });
  }

  // What is said once a phase: never the seconds that are left.
  function announce() {
    const beat = beats[at], li = items[beat[STEP]], { name, say } = words(li);
    const length = beat[KIND] === "timed" ? `${li.dataset.length}. ` : "";
    const parts = [name, sideWords(beat), beat[ROUND] ? roundWords(beat) : ""].filter(Boolean).join(", ");
    by("say").textContent = `${parts}. ${length}${say}`;
    speak(done > 0 && beat[ROUND] > 1 ? parts : `${parts}. ${say}`);
    if (state === "running" || state === "waiting") buzz(beat[KIND] === "timed" ? [180] : [180, 120, 180]);
  }

  function show() {
    const beat = beats[at], li = items[beat[STEP]], name = words(li).name;
    const timed = beat[KIND] === "timed", seconds = Math.max(0, Math.ceil(left / 1000));
    by("left").textContent = !timed ? "" : seconds > 99 ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}` : seconds;
    run.setAttribute("stroke-dashoffset", timed ? 100 * (1 - left / (beat[SECONDS] * 1000)) : 0);
    ring.classList.toggle("rest", li.dataset.act === "rest");
    ring.classList.toggle("still", state !== "running");
    by("phase").textContent = state === "over" ? said.done : name;
    by("now-say").textContent = state === "over" || state === "limit" ? "" : words(li).say;
    by("round").textContent = [roundWords(beat), sideWords(beat)].filter(Boolean).join(" · ");
    for (const item of items) {
      if (item === li && state !== "over") item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
    }
    pictures.forEach((picture, nth) => picture.classList.toggle("now", nth === Number(li.dataset.picture)));
    const word = { ready: said.start, running: said.pause, paused: said.goOn, waiting: said.answer, over: said.again, limit: said.again }[state];
    by("go-word").textContent = word;
    by("pause-sign").hidden = state !== "running";
    by("go-sign").hidden = state === "running";
    const hadFocus = document.activeElement === go;
    go.hidden = state === "waiting" || state === "limit";
    if (hadFocus && go.hidden) (state === "limit" ? by("limit") : ask).focus(); // the focus must not fall to the top
    root.dataset.state = state;
  }

  function begin(next) {
    at = next;
    const beat = beats[at];
    left = beat[SECONDS] * 1000;
    if (beat[KIND] === "timed") { endsAt = Date.now() + left; state = "running"; } else wait(beat);
    announce();
    show();
  }

  // A check or a long rest: the clock stops until the person answers.
  function wait(beat) {
    state = "waiting";
    const li = items[beat[STEP]];
    ask.replaceChildren(...[...li.querySelector(".answers").children].map((part) => part.cloneNode(true)));
    for (const twin of ask.querySelectorAll("[id]")) twin.removeAttribute("id");
    ask.hidden = false;
    if (beat[KIND] === "long") {
      const back = new Date(Date.now() + beat[SECONDS] * 1000);
      for (const time of ask.querySelectorAll(".back-at")) time.textContent = `, ${clockWords(back)}`;
    }
  }

  function clockWords(moment) {
    const time = `${String(moment.getHours()).padStart(2, "0")}:${String(moment.getMinutes()).padStart(2, "0")}`;
    return moment.getDate() === new Date().getDate() ? fill(said.at, { time }) : fill(said.tomorrow, { time });
  }

  // Go to the next beat; `late` is how long ago the last one ended, so that a sleeping tab catches up.
  function advance(late) {
    ask.hidden = true;
    done += 1;
    let next = at + 1;
    if (next === beats.length) {
      if (loopFrom < 0) return finish("over");
      next = loopFrom;
      turn += 1;
    }
    at = next;
    const beat = beats[at];
    if (beat[KIND] === "timed" && late >= beat[SECONDS] * 1000) return advance(late - beat[SECONDS] * 1000);
    begin(next);
    if (beat[KIND] === "timed") { endsAt -= late; left = endsAt - Date.now(); }
    show();
  }

  function tooLong() {
    return loopFrom >= 0 && firstAt && Date.now() - firstAt >= longest;
  }

  function finish(how) {
    state = how;
    clearInterval(ticker);
    letSleep();
    left = 0;
    by("say").textContent = how === "limit" ? by("limit").querySelector("p").textContent.trim() : by("last").textContent.trim();
    by("limit").hidden = how !== "limit";
    by("last").hidden = how !== "over";
    speak(by("say").textContent);
    buzz([180, 120, 180]);
    ask.hidden = true;
    show();
  }

  function tick() {
    if (state === "over" || state === "limit") return;
    if (tooLong()) return finish("limit");
    if (state !== "running") return;
    left = endsAt - Date.now();
    if (left <= 0) return advance(-left);
    show();
  }

  function start() {
    if (state === "running") {
      left = endsAt - Date.now();
      state = "paused";
      letSleep();
      return show();
    }
    if (state === "over") { turn = 0; by("last").hidden = true; left = beats[0][SECONDS] * 1000; firstAt = 0; }
    firstAt = firstAt || Date.now();
    clearInterval(ticker);
    ticker = setInterval(tick, 200);
    stayAwake();
    if (state === "paused") { endsAt = Date.now() + left; state = "running"; return show(); }
    begin(0);
  }

  go.addEventListener("click", start);
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-go-on]");
    if (!button || state !== "waiting") return;
    advance(0);
    if (!go.hidden) go.focus();
  });
  root.addEventListener("submit", (event) => { event.target.elements.steps_done.value = Math.min(done, 1000); });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return;
    tick();
    if (state === "running") stayAwake();
  });

  // Voice and vibration: off until chosen, shown only where this browser has them.
  function toggle(id, present, first) {
    const button = by(id);
    if (!present) return () => false;
    button.hidden = false;
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(on));
      if (on) first();
    });
    return () => button.getAttribute("aria-pressed") === "true";
  }
  const hasVoice = "speechSynthesis" in window && "SpeechSynthesisUtterance" in window;
  const voiceOn = toggle("voice", hasVoice, () => speak(said.voice));
  const vibrationOn = toggle("vibration", "vibrate" in navigator && matchMedia("(pointer: coarse)").matches, () => buzz([120]));
  function speak(text) {
    if (!hasVoice) return;
    window.speechSynthesis.cancel();
    if (!voiceOn()) return;
    const said = new SpeechSynthesisUtterance(text);
    said.lang = document.documentElement.lang;
    window.speechSynthesis.speak(said);
  }
  function buzz(pattern) {
    if (vibrationOn()) navigator.vibrate(pattern);
  }

  // The screen stays on while a step runs, where the browser allows it; where not, the page says so.
  let lock = null;
  async function stayAwake() {
    if (lock) return;
    try {
      if (!("wakeLock" in navigator)) throw new Error("no wake lock here");
      lock = await navigator.wakeLock.request("screen");
      lock.addEventListener("release", () => { lock = null; });
      note.hidden = true;
    } catch {
      note.hidden = false;
    }
  }
  function letSleep() {
    if (lock) lock.release().catch(() => {});
    lock = null;
  }

  root.classList.add("guided");
  show();
})();

// After a session: ask "How is it now?" when the time has come, if the page is still open.
(() => {
  "use strict";
  const later = document.getElementById("later");
  if (!later) return;
  const due = Date.parse(later.dataset.due);
  const look = setInterval(() => {
    if (Date.now() < due) return;
    clearInterval(look);
    later.open = true;
    document.getElementById("later-say").textContent = later.querySelector("summary").textContent.trim();
  }, 1000);
})();
