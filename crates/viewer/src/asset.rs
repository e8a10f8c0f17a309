//! The page's own files, embedded in the binary.

use serde_json::Value;

const PAGE: &str = include_str!("../page/page.html");
const STYLE: &str = include_str!("../page/scope.css");
const SCRIPTS: &[(&str, &str)] = &[
    ("words.js", include_str!("../page/words.js")),
    ("source.js", include_str!("../page/source.js")),
    ("drawing.js", include_str!("../page/drawing.js")),
    ("inside.js", include_str!("../page/inside.js")),
    ("chosen.js", include_str!("../page/chosen.js")),
    ("scope.js", include_str!("../page/scope.js")),
];

/// The page that the server gives: all in one answer, with what it will ask first, where that is known.
pub fn page(first: &Value) -> String {
    whole("first", first)
}

/// The page with everything in it: style, scripts as one, data.
pub fn file(data: &Value) -> String {
    whole("recording", data)
}

fn whole(id: &str, data: &Value) -> String {
    let own = |line: &&str| !line.starts_with("import ") && !line.trim_start().starts_with("// ");
    let scripts: Vec<String> = SCRIPTS
        .iter()
        .map(|(_, script)| script.lines().filter(own).map(|l| l.trim_start_matches("export ")).collect::<Vec<_>>())
        .map(|lines| lines.join("\n"))
        .collect();
    // What looks like the end of a script does not end it.
    let data = data.to_string().replace("</", "<\\/").replace("<!--", "<\\u0021--");
    PAGE.replace("<link rel=\"stylesheet\" href=\"scope.css\">", &format!("<style>{STYLE}</style>")).replace(
        "<script type=\"module\" src=\"scope.js\"></script>",
        &format!(
            "<script type=\"application/json\" id=\"{id}\">{data}</script>\n<script type=\"module\">\n{}\n</script>",
            scripts.join("\n")
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn the_page_is_small_and_whole() {
        let page = page(&serde_json::Value::Null);
        assert!(page.len() < 150_000, "{} bytes", page.len());
        assert!(!page.contains("\nimport ") && !page.contains("\nexport ") && !page.contains("href=\"scope.css\""));
    }
}
