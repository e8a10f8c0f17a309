//! The sentences of a language, read from its file.

use std::collections::HashMap;

/// Every language that there is: its code and its file.
const LANGUAGES: &[(&str, &str)] =
    &[("en", include_str!("../languages/en.txt")), ("de", include_str!("../languages/de.txt"))];

/// The sentences of one language, by key.
pub struct Language {
    sentences: HashMap<&'static str, &'static str>,
}

impl Language {
    /// By its code (`en`, `de`), English where there is none of that code.
    pub fn named(code: &str) -> Language {
        let found = LANGUAGES.iter().find(|(known, _)| *known == code).unwrap_or(&LANGUAGES[0]);
        Language { sentences: sentences(found.1) }
    }

    /// The codes and the names of all.
    pub fn all() -> Vec<(&'static str, &'static str)> {
        LANGUAGES.iter().map(|(code, text)| (*code, sentences(text).get("name").copied().unwrap_or(code))).collect()
    }

    pub(crate) fn say(&self, key: &str, slots: &[(&str, &str)]) -> String {
        let mut rest = self.sentences.get(key).copied().unwrap_or(key);
        let mut said = String::new();
        while let Some(at) = rest.find('{') {
            let Some(end) = rest[at..].find('}') else { break };
            said.push_str(&rest[..at]);
            let name = &rest[at + 1..at + end];
            said.push_str(slots.iter().find(|(slot, _)| *slot == name).map_or("", |(_, value)| value));
            rest = &rest[at + end + 1..];
        }
        said + rest
    }
}

fn sentences(text: &'static str) -> HashMap<&'static str, &'static str> {
    text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = ")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_sentence_with_known_slots() {
        let english = sentences(LANGUAGES[0].1);
        let slots = |text: &str| -> Vec<String> {
            let mut found: Vec<String> =
                text.split('{').skip(1).filter_map(|piece| piece.split_once('}')).map(|(s, _)| s.to_string()).collect();
            found.sort();
            found
        };
        for (code, text) in LANGUAGES {
            let other = sentences(text);
            assert_eq!(other.len(), english.len(), "{code}");
            for (key, sentence) in &english {
                let translated = other.get(key).unwrap_or_else(|| panic!("{code} has no {key}"));
                assert_eq!(slots(translated), slots(sentence), "{code} {key}");
            }
        }
    }

    #[test]
    fn slots_are_filled() {
        let english = Language::named("en");
        let said = english.say("bind.plain", &[("name", "x"), ("value", "{5}")]);
        assert_eq!(said, "binds the name x to {5}.");
    }
}
