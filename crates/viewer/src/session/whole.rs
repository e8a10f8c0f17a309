//! Everything that a page can ask, for a file that steps by itself. What stays from moment to moment is written once.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use bindscope::diagram::{Aliases, Datum, Kind, Label};
use bindscope::history::{Extent, ObjectId, State};
use narrate::Language;
use serde_json::{Map, Value, json};

use super::{Asks, Session};
use crate::view::View;

/// Entries of one history, and parts of one long container.
const ENTRIES: usize = 300;
const PARTS: usize = 200;

/// Answers and other texts, each once; and from which position on which of them holds, by key.
#[derive(Default)]
struct Kept {
    texts: Once,
    spans: Map<String, Value>,
}

/// Values that are the same are written once.
#[derive(Default)]
struct Once {
    numbers: HashMap<String, usize>,
    values: Vec<Value>,
}

/// What moments are made of: the groups of their scenes, what is told of an object, and of all objects of a moment.
#[derive(Default)]
struct Parts {
    groups: Once,
    abouts: Once,
    objects: Once,
}

impl Session {
    /// The positions of a range, as far as there are such.
    pub fn whole(&mut self, range: RangeInclusive<u64>) -> Value {
        let last = self.last().min(*range.end());
        let range = (*range.start()).clamp(1, last)..=last;
        let mut about = self.about();
        about["cut"] = json!(*range.start() > 1 || last < self.last());
        about["first"] = json!(range.start());
        about["last"] = json!(last);
        let mut parts = Parts::default();
        let moments = self.drawn(&range, View::default(), &mut parts);
        let views = self.views(&range, &mut parts);
        self.look(View::default());
        let mut sentences = Map::new();
        for (language, _) in Language::all() {
            let told = range.clone().map(|at| json!(self.told(at, language).0)).collect();
            sentences.insert(language.to_string(), told);
        }
        let (whys, longs) = self.whys_and_longs(*range.start(), &moments, &parts);
        let histories = self.histories(last, &moments, &parts);
        let insides: Vec<Value> = range.map(|at| self.inside(at)).collect();
        json!({
            "about": about, "groups": parts.groups.values, "abouts": parts.abouts.values,
            "objects": parts.objects.values, "moments": moments, "views": views, "sentences": sentences,
            "histories": histories, "whys": whys.told(), "longs": longs.told(), "insides": insides,
        })
    }

    /// The moments in one view; of their parts only the numbers.
    fn drawn(&mut self, range: &RangeInclusive<u64>, view: View, parts: &mut Parts) -> Vec<Value> {
        self.look(view);
        let moment = |at: u64| {
            let mut moment = self.moment(at, "en");
            if let Some(all) = moment["scene"]["groups"].as_array_mut() {
                all.iter_mut().for_each(|group| *group = json!(parts.groups.number(group.take())));
            }
            if let Some(all) = moment["objects"].as_object_mut() {
                all.values_mut().for_each(|about| *about = json!(parts.abouts.number(about.take())));
            }
            moment["objects"] = json!(parts.objects.number(moment["objects"].take()));
            // They are told in every language.
            moment["sentences"].take();
            moment
        };
        range.clone().map(moment).collect()
    }

    /// Without functions and classes, without modules, without either: where there is something to leave out.
    fn views(&mut self, range: &RangeInclusive<u64>, parts: &mut Parts) -> Value {
        let end = self.told(*range.end(), "en").1.moment(Extent::default());
        let has = |kinds: &[Kind]| end.objects.iter().any(|object| kinds.contains(&object.kind));
        let (functions, modules) = (has(&[Kind::Function, Kind::Method, Kind::Class]), has(&[Kind::Module]));
        let mut views = Map::new();
        for (name, without, wanted) in [
            ("functions", (true, false), functions),
            ("modules", (false, true), modules),
            ("functions modules", (true, true), functions && modules),
        ] {
            if wanted {
                let moments = self.drawn(range, View::without(without.0, without.1), parts);
                let picture = |mut moment: Value| {
                    let [scene, objects, frames] = ["scene", "objects", "frames"].map(|part| moment[part].take());
                    json!({"scene": scene, "objects": objects, "frames": frames})
                };
                views.insert(name.to_string(), moments.into_iter().map(picture).collect());
            }
        }
        Value::Object(views)
    }

    fn histories(&self, last: u64, moments: &[Value], parts: &Parts) -> Value {
        let mut keys: Vec<String> = Vec::new();
        for moment in moments {
            keys.extend(parts.objects(moment).into_iter().flatten().map(|(key, _)| key.clone()));
            keys.extend(parts.slots(moment).filter(|slot| slot.owner.starts_with("frame")).map(|slot| slot.key()));
        }
        keys.sort();
        keys.dedup();
        let mut histories = Map::new();
        for (language, _) in Language::all() {
            let steps = |key: &str| -> Vec<u32> {
                let steps = self.postings.of(key).iter().copied();
                steps.take_while(|step| u64::from(*step) <= last).take(ENTRIES).collect()
            };
            let told = keys.iter().map(|key| (key.clone(), json!(self.entries(key, &steps(key), language)))).collect();
            histories.insert(language.to_string(), Value::Object(told));
        }
        Value::Object(histories)
    }

    /// Why each name and part is what it is, and all parts of long containers: from when on.
    fn whys_and_longs(&self, first: u64, moments: &[Value], parts: &Parts) -> (Kept, Kept) {
        let (mut whys, mut longs) = (Kept::default(), Kept::default());
        let mut known: HashMap<String, (String, usize)> = HashMap::new();
        for (place, moment) in moments.iter().enumerate() {
            let position = first + place as u64;
            let asked = self.timeline.asked_at(position);
            let mut opened: Vec<u64> = Vec::new();
            for slot in parts.slots(moment) {
                if slot.label == "…" {
                    opened.extend(slot.owner.strip_prefix("object ").and_then(|id| id.parse::<u64>().ok()));
                    continue;
                }
                let Some((path, expression)) = parts.written(&slot, moment) else { continue };
                let (key, path, expression) = (slot.key(), path.as_str(), expression.as_str());
                // The same answer as long as nothing happened to what it tells of.
                let asks = Asks { key: &key, expression, path };
                let frame = asks.frame(&asked);
                let print = self.fingerprint(&slot, &asks, frame, &asked.state, position);
                if known.get(&key).is_some_and(|(before, _)| *before == print) {
                    continue;
                }
                let answer = self.why(&asks, position);
                let number = whys.add(&key, position, answer);
                known.insert(key, (print, number));
            }
            self.long(&opened, position, &asked.state, &mut longs);
        }
        (whys, longs)
    }

    fn fingerprint(&self, slot: &Slot, asks: &Asks, frame: Option<usize>, state: &State, position: u64) -> String {
        let happened = |key: &str| self.postings.of(key).partition_point(|step| u64::from(*step) < position);
        let value = bindscope::history::Expression::new(asks.expression).and_then(|e| e.value(state, frame));
        let value = value.map_or(String::new(), |value| state.describe_datum(&value, 200));
        let counts = [slot.owner, asks.key, slot.to.unwrap_or_default()].map(happened);
        format!("{} {counts:?} {value}", asks.expression)
    }

    /// The parts of containers that pictures cut.
    fn long(&self, ids: &[u64], position: u64, state: &State, longs: &mut Kept) {
        if ids.is_empty() {
            return;
        }
        let opened = ids.iter().map(|id| (ObjectId(*id), PARTS)).collect();
        let drawing = state.opened(Extent::default(), &opened);
        let aliases = Aliases::of(&drawing.moment);
        let keys = drawing.lasting().objects;
        for object in &drawing.moment.objects {
            let key = &keys[object.id as usize - 1];
            if !ids.iter().any(|id| *key == format!("object {id}")) {
                continue;
            }
            let value = |datum: &Datum| match datum {
                Datum::Ref(id) => {
                    let about = drawing.moment.object(*id);
                    let path = aliases.paths(*id).0.first().cloned();
                    let type_name = about.map_or("…", |about| about.type_name.as_str());
                    path.map_or(type_name.to_string(), |path| format!("{type_name} {path}"))
                }
                Datum::Plain { text, .. } => text.clone(),
                _ => String::new(),
            };
            let label = |label: &Label| match label {
                Label::Index(place) => format!("{place}: "),
                Label::Key(Datum::Plain { text, .. }) => format!("{text}: "),
                _ => String::new(),
            };
            let parts: Vec<String> =
                object.parts.iter().take(PARTS).map(|(of, datum)| label(of) + &value(datum)).collect();
            longs.add(key, position, json!(parts));
        }
    }
}

impl Parts {
    fn slots<'a>(&'a self, moment: &'a Value) -> impl Iterator<Item = Slot<'a>> {
        let numbers = moment["scene"]["groups"].as_array().into_iter().flatten();
        let groups = numbers.filter_map(|number| self.groups.at(number));
        let slots = groups.flat_map(|group| group["slots"].as_array().into_iter().flatten());
        slots.filter_map(|slot| {
            Some(Slot { owner: slot["owner"].as_str()?, label: slot["label"].as_str()?, to: slot["to"].as_str() })
        })
    }

    /// The objects of a moment by their keys, with the numbers of what is told of them.
    fn objects(&self, moment: &Value) -> Option<&Map<String, Value>> {
        self.objects.at(&moment["objects"])?.as_object()
    }

    /// What leads to the owner of a slot, and how a program would write the slot itself. The page writes it alike.
    fn written(&self, slot: &Slot, moment: &Value) -> Option<(String, String)> {
        let label = slot.label;
        if slot.owner.starts_with("frame") {
            return Some((String::new(), label.to_string()));
        }
        let owner = self.abouts.at(self.objects(moment)?.get(slot.owner)?)?;
        let path = owner["paths"][0].as_str()?;
        let dotted = owner["dotted"].as_bool() == Some(true);
        let written = if dotted { format!("{path}.{label}") } else { format!("{path}[{label}]") };
        Some((path.to_string(), written))
    }
}

impl Once {
    fn at(&self, number: &Value) -> Option<&Value> {
        self.values.get(number.as_u64()? as usize)
    }

    fn number(&mut self, value: Value) -> usize {
        let next = self.values.len();
        let number = *self.numbers.entry(value.to_string()).or_insert(next);
        if number == next {
            self.values.push(value);
        }
        number
    }
}

impl Kept {
    /// From this position on it is this.
    fn add(&mut self, key: &str, position: u64, value: Value) -> usize {
        let number = self.texts.number(value);
        let spans = self.spans.entry(key).or_insert_with(|| json!([]));
        if let Some(spans) = spans.as_array_mut()
            && spans.last().is_none_or(|last| last[1] != number)
        {
            spans.push(json!([position, number]));
        }
        number
    }

    fn told(self) -> Value {
        json!({"texts": self.texts.values, "from": self.spans})
    }
}

/// The place of a name or part in a message.
struct Slot<'a> {
    owner: &'a str,
    label: &'a str,
    to: Option<&'a str>,
}

impl Slot<'_> {
    fn key(&self) -> String {
        format!("{}/{}", self.owner, self.label)
    }
}
