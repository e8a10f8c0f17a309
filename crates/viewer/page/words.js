// The page's own words, by language. What happened is told by the messages.

const WORDS = {
  en: {
    code: "Code", memory: "Names and objects", output: "Output", story: "What just happened", nothing: "nothing yet",
    first: "First", back: "Back", next: "Next", last: "Last", over: "Over", out: "Out", play: "Play", stop: "Stop",
    first_tip: "To the beginning (Home)", back_tip: "One step back (Left)", next_tip: "One step on (Right)",
    last_tip: "To the end (End)", over_tip: "Over calls (Down; back: Up)", out_tip: "Out of the function (O; back: Shift+O)",
    play_tip: "Play (Space)", step: "Step {0} of {1}", end: "The end, after {1} steps", speed: "Speed",
    running: "The program runs …", ready: "Recorded.", again: "The file was saved: it ran again.",
    asks: "The program asks:", answer: "Answer", send: "Send", failed: "The program could not be recorded.",
    selected: "Selected", known: "also known as", unseen: "No name reaches it.", history: "Its history",
    no_history: "Nothing happened to it.", change_next: "Next change", change_back: "Change before",
    clear: "Clear", pin: "Compare with here", unpin: "Stop comparing", compare: "Since step {0}", same: "Nothing differs.",
    was: "was", is_new: "new", gone: "gone", line: "line", find: "Find name or type", only: "Only what it reaches",
    to_error: "To the error", cut: "This file holds a part of the run.", shares: "Both reach", shares_none: "They share nothing that is drawn.",
    functions: "Functions, classes", modules: "Modules", without: "Leave out names, types", why: "Why?", more: "Show more",
    inside: "Inside", inside_tip: "Into the expression, part by part (I)", unknown: "the recording does not tell this value",
    earlier: "… {0} earlier", rest: "… {0} later", empty: "Nothing has a name yet.", names: "names", help: "Keys: Left and Right step, Down and Up step over calls, O goes out, Home and End, Space plays, I goes into the expression, C compares, Escape clears the selection.",
    language: "Language", theme: "Dark or light", frame: "frame", just: "just ran", up: "next",
  },
  de: {
    code: "Programm", memory: "Namen und Objekte", output: "Ausgabe", story: "Was gerade geschah", nothing: "noch nichts",
    first: "Anfang", back: "Zurück", next: "Weiter", last: "Ende", over: "Darüber", out: "Hinaus", play: "Abspielen", stop: "Anhalten",
    first_tip: "Zum Anfang (Pos1)", back_tip: "Ein Schritt zurück (Links)", next_tip: "Ein Schritt weiter (Rechts)",
    last_tip: "Zum Ende (Ende)", over_tip: "Über Aufrufe hinweg (Unten; zurück: Oben)", out_tip: "Aus der Funktion hinaus (O; zurück: Umschalt+O)",
    play_tip: "Abspielen (Leertaste)", step: "Schritt {0} von {1}", end: "Das Ende, nach {1} Schritten", speed: "Tempo",
    running: "Das Programm läuft …", ready: "Aufgezeichnet.", again: "Die Datei wurde gespeichert und lief noch einmal.",
    asks: "Das Programm fragt:", answer: "Antwort", send: "Senden", failed: "Das Programm konnte nicht aufgezeichnet werden.",
    selected: "Ausgewählt", known: "heißt auch", unseen: "Kein Name erreicht es.", history: "Seine Geschichte",
    no_history: "Nichts ist mit ihm geschehen.", change_next: "Nächste Änderung", change_back: "Änderung davor",
    clear: "Aufheben", pin: "Mit hier vergleichen", unpin: "Nicht mehr vergleichen", compare: "Seit Schritt {0}", same: "Nichts ist anders.",
    was: "vorher", is_new: "neu", gone: "fort", line: "Zeile", find: "Name oder Typ suchen", only: "Nur was es erreicht",
    to_error: "Zum Fehler", cut: "Diese Datei enthält einen Teil des Laufs.", shares: "Beide erreichen", shares_none: "Sie teilen nichts, was gezeichnet ist.",
    functions: "Funktionen, Klassen", modules: "Module", without: "Namen, Typen weglassen", why: "Warum?", more: "Mehr zeigen",
    inside: "Hinein", inside_tip: "In den Ausdruck, Teil für Teil (I)", unknown: "diesen Wert kennt die Aufzeichnung nicht",
    earlier: "… {0} davor", rest: "… {0} danach", empty: "Noch hat nichts einen Namen.", names: "benennt", help: "Tasten: Links und Rechts gehen Schritte, Unten und Oben über Aufrufe hinweg, O hinaus, Pos1 und Ende, Leertaste spielt ab, I geht in den Ausdruck, C vergleicht, Escape hebt die Auswahl auf.",
    language: "Sprache", theme: "Dunkel oder hell", frame: "Rahmen", just: "lief gerade", up: "als nächstes",
  },
};

/** @param {string} language @param {string} key @param {...(string|number)} slots */
export function word(language, key, ...slots) {
  const text = (WORDS[language] || WORDS.en)[key] || key;
  return text.replace(/\{(\d)\}/g, (_, place) => String(slots[Number(place)]));
}
