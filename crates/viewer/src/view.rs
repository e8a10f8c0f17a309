//! What of a moment somebody wants to see: kinds, names and types left out, only what a selection reaches, and long
//! containers opened.

use std::collections::HashSet;

use bindscope::diagram::{Datum, Frame, Kind, Moment};
use bindscope::history::{Drawing, Extent, ObjectId, State};
use serde_json::Value;

/// Nothing is left out by default.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct View {
    functions: bool,
    modules: bool,
    /// Parts of names and of type names that are not shown, lower case.
    without: Vec<String>,
    /// The keys of what is selected, where only what they reach is wanted.
    only: Vec<String>,
    /// How many parts are shown, by object.
    opened: Vec<(u64, usize)>,
}

/// Parts that one picture shows of a container, and containers that are opened.
const MOST: usize = 500;
const CONTAINERS: usize = 50;

impl View {
    /// `{"functions": false, "modules": false, "without": ["tmp"], "only": ["object 5"], "open": {"object 7": 40}}`
    pub fn read(text: &str) -> View {
        let Ok(told) = serde_json::from_str::<Value>(text) else { return View::default() };
        let off = |name: &str| told[name].as_bool() == Some(false);
        let texts = |name: &str| -> Vec<String> {
            let all = told[name].as_array().into_iter().flatten();
            all.filter_map(|text| Some(text.as_str()?.to_string())).collect()
        };
        let open = told["open"].as_object().into_iter().flatten().take(CONTAINERS);
        let open = open.filter_map(|(key, count)| {
            let id = key.strip_prefix("object ")?.parse().ok()?;
            Some((id, (count.as_u64()? as usize).min(MOST)))
        });
        View {
            functions: off("functions"),
            modules: off("modules"),
            without: texts("without")
                .into_iter()
                .map(|text| text.trim().to_lowercase())
                .filter(|t| !t.is_empty())
                .collect(),
            only: texts("only"),
            opened: open.collect(),
        }
    }

    /// Without classes and functions, or without modules.
    pub fn without(functions: bool, modules: bool) -> View {
        View { functions, modules, ..View::default() }
    }

    pub fn leaves_out_the_same(&self, other: &View) -> bool {
        (self.functions, self.modules, &self.without, &self.only)
            == (other.functions, other.modules, &other.without, &other.only)
    }

    pub fn drawn(&self, state: &State) -> Drawing {
        let opened = self.opened.iter().map(|(id, count)| (ObjectId(*id), *count)).collect();
        let mut drawing = state.opened(Extent::default(), &opened);
        if self.functions || self.modules || !self.without.is_empty() {
            self.leave_out(&mut drawing.moment);
        }
        if !self.only.is_empty() {
            self.keep_reached(&mut drawing);
        }
        drawing
    }

    /// Names that are not wanted go; where an element refers to something unwanted, its type stands instead.
    fn leave_out(&self, moment: &mut Moment) {
        let unwanted: Vec<Option<String>> = moment
            .objects
            .iter()
            .map(|object| {
                let kind = match object.kind {
                    Kind::Function | Kind::Method | Kind::Class => self.functions,
                    Kind::Module => self.modules,
                    _ => false,
                };
                let type_name = object.type_name.to_lowercase();
                let named = self.without.contains(&type_name)
                    || (object.kind == Kind::Class && self.without.iter().any(|name| name == "class"));
                (kind || named).then(|| object.type_name.clone())
            })
            .collect();
        let out =
            |value: &Datum| -> Option<String> { unwanted.get(value.reference()? as usize - 1).cloned().flatten() };
        let name_out = |name: &str| self.without.contains(&name.to_lowercase());
        for Frame { bindings, .. } in &mut moment.frames {
            bindings.retain(|binding| !name_out(&binding.name) && out(&binding.value).is_none());
        }
        for object in &mut moment.objects {
            for (_, value) in &mut object.parts {
                if let Some(text) = out(value) {
                    *value = Datum::Plain { type_name: "", text: format!("({text})") };
                }
            }
        }
    }

    /// Only the names whose values are reached from the selection, or reach into it.
    fn keep_reached(&self, drawing: &mut Drawing) {
        let keys = drawing.lasting();
        let mut found: HashSet<u32> = HashSet::new();
        for key in &self.only {
            let selected = (1..=drawing.moment.objects.len()).find(|number| keys.objects[*number - 1] == *key);
            let named = drawing.moment.frames.iter().enumerate().find_map(|(place, frame)| {
                let name = key.strip_prefix(&keys.frames[place])?.strip_prefix('/')?;
                frame.bindings.iter().find(|binding| binding.name == name)?.value.reference()
            });
            found.extend(selected.map(|number| number as u32));
            found.extend(named);
        }
        if found.is_empty() {
            return;
        }
        let mut waiting: Vec<u32> = found.iter().copied().collect();
        while let Some(id) = waiting.pop() {
            let parts = drawing.moment.object(id).into_iter().flat_map(|object| &object.parts);
            let next: Vec<u32> = parts.filter_map(|(_, value)| value.reference()).collect();
            waiting.extend(next.into_iter().filter(|id| found.insert(*id)));
        }
        for frame in &mut drawing.moment.frames {
            let reached = |value: &Datum| value.reference().is_some_and(|id| found.contains(&id));
            frame.bindings.retain(|binding| reached(&binding.value) || reached(&binding.shown()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::View;

    #[test]
    fn anything_may_be_asked() {
        assert!(View::read("nonsense") == View::default());
        assert!(View::read("{\"open\": {\"object x\": 4, \"frame 1\": 3}}") == View::default());
        let view =
            View::read("{\"functions\": false, \"without\": [\" Tmp \", \"\"], \"open\": {\"object 7\": 40000}}");
        assert!(view.functions && !view.modules);
        assert_eq!((view.without, view.opened), (vec!["tmp".to_string()], vec![(7, 500)]));
    }
}
