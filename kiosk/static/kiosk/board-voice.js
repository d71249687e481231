// The voice of the lobby: a queue of announcements keyed by the event of the call. None is cut, said twice or
// lost: what was said is remembered for this window, what was not is still there after a reload.
"use strict";

const TOO_OLD_TO_SPEAK = 60000;
const REMEMBERED_FOR = 180000;
const sound = new (window.AudioContext || window.webkitAudioContext)();
const clips = new Map();
const queue = [];
let speaking = false;

// Event numbers may come out of order, so every one is remembered, not the highest.
function said() {
  const kept = JSON.parse(window.sessionStorage.getItem("said") || "{}");
  for (const event of Object.keys(kept)) if (now() - kept[event] > REMEMBERED_FOR) delete kept[event];
  return kept;
}

function remember(call) {
  window.sessionStorage.setItem("said", JSON.stringify({ ...said(), [call.event]: Date.parse(call.at) }));
}

function announce(calls) {
  const known = said();
  const listed = new Set(calls.map((call) => call.event));
  const age = (call) => now() - Date.parse(call.at);
  // A young call that is no longer listed was taken back by the officer.
  for (const call of [...queue]) if (!listed.has(call.event) && age(call) < TOO_OLD_TO_SPEAK) queue.splice(queue.indexOf(call), 1);
  for (const call of calls) {
    if (call.event in known || [current, ...queue].some((one) => one && one.event === call.event)) continue;
    if (age(call) < TOO_OLD_TO_SPEAK) queue.push(call);
  }
  speak();
}

async function clip(name) {
  for (let tries = 0; !clips.has(name); tries += 1) {
    try {
      const answer = await fetch(`${page.clips}${name}.ogg`);
      if (!answer.ok) throw new Error(name);
      clips.set(name, await sound.decodeAudioData(await answer.arrayBuffer()));
    } catch (lost) {
      if (tries >= 20) throw lost;
      await rest(1000);
    }
  }
  return clips.get(name);
}

function play(buffer) {
  return new Promise((resolve) => {
    const source = sound.createBufferSource();
    source.buffer = buffer;
    source.connect(sound.destination);
    source.addEventListener("ended", resolve);
    source.start();
  });
}

const rest = (milliseconds) => new Promise((resolve) => window.setTimeout(resolve, milliseconds));

// Twice, 0.7 s apart; once where others are waiting to be called out.
let current = null;
async function speak() {
  if (speaking) return;
  speaking = true;
  try {
    while (queue.length && (await isLoud())) {
      current = queue.shift();
      const words = await Promise.all(["chuong", ...current.say].map(clip));
      for (const word of words) await play(word);
      remember(current);
      if (queue.length) continue;
      await rest(700);
      for (const word of words.slice(1)) await play(word);
    }
  } catch {
    if (current) remember(current); // a file is missing: the numbers stand on the screen, the next may be heard
  } finally {
    current = null;
    speaking = false;
  }
  if (queue.length && sound.state === "running") window.setTimeout(speak, 0);
}

// Blocked by the browser until somebody touches the screen: what is not too old by then is still said.
async function isLoud() {
  if (sound.state !== "running") await Promise.race([sound.resume(), rest(300)]).catch(() => undefined);
  if (sound.state === "running") return true;
  while (queue.length && now() - Date.parse(queue[0].at) > TOO_OLD_TO_SPEAK) queue.shift();
  return false;
}

function offerSound() {
  byId("sound").hidden = sound.state === "running";
}
window.addEventListener("load", () => {
  byId("sound").addEventListener("click", () => sound.resume());
  window.setTimeout(offerSound, 1500);
  sound.addEventListener("statechange", () => {
    offerSound();
    report();
    speak();
  });
});

// All clips are here before they are needed, also when the server is away later.
window.setTimeout(async () => {
  for (const name of page.words.split(" ")) await clip(name).catch(() => undefined);
}, 5000);
