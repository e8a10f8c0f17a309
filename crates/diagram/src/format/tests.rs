//! What each format must hold, for moments of every shape.

use super::*;
use crate::moment::{Binding, Datum, Frame, Kind, Label, Object};

/// Two names of one list, and a name with a text that every format has to escape.
fn moment(title: &str, text: &str) -> Moment {
    let plain = |text: &str| Datum::Plain { type_name: "str", text: text.to_string() };
    let list = Object {
        id: 1,
        type_name: "list".to_string(),
        kind: Kind::List,
        mutable: true,
        paused: false,
        text: "list".to_string(),
        parts: vec![(Label::Index(0), plain("7")), (Label::Index(1), plain(text))],
        gap: None,
    };
    let names = [("a", Datum::Ref(1)), ("b", Datum::Ref(1)), ("odd", plain(text))];
    let bindings = names.map(|(name, value)| Binding { name: name.to_string(), value, cell: None });
    let frame = Frame {
        name: "module".to_string(),
        line: Some(2),
        active: true,
        bindings: bindings.to_vec(),
        ..Frame::default()
    };
    Moment { title: title.to_string(), frames: vec![frame], objects: vec![list], ..Moment::default() }
}

const ODD: &str = "'<a&b> \"q\" #{x} $5 100% ~^_\\ `` [] | é…漢\u{1f600}\u{1}'";

fn written(format: Format, moments: Vec<Moment>) -> Vec<Vec<u8>> {
    let excerpt =
        Excerpt { program: "a.py".to_string(), source: "a = [7]\nb = a\n".to_string(), moments, lasting: vec![] };
    format.write(&excerpt, Style::default()).unwrap_or_default()
}

fn text(format: Format) -> String {
    let files = written(format, vec![moment("one", ODD), moment("two", "'x'")]);
    String::from_utf8_lossy(&files.concat()).into_owned()
}

#[test]
fn each_format_writes_a_file_or_one_for_each_moment() {
    for format in Format::ALL {
        let files = written(format, vec![moment("one", ODD), moment("two", "'x'")]);
        assert_eq!(files.len(), if format.holds_one() { 2 } else { 1 }, "{format:?}");
        assert!(files.iter().all(|bytes| bytes.len() > 100), "{format:?}");
        assert_eq!(files, written(format, vec![moment("one", ODD), moment("two", "'x'")]), "{format:?}");
        // A moment with nothing in it is drawn, too.
        assert!(!written(format, vec![Moment::default()]).is_empty(), "{format:?}");
    }
}

#[test]
fn a_pdf_has_a_page_for_each_moment_and_keeps_its_letters() {
    let pdf = text(Format::Pdf);
    assert!(pdf.starts_with("%PDF-1.7"));
    assert!(pdf.contains("/Count 2") && pdf.contains("/FontFile2") && pdf.contains("/ToUnicode"));
}

#[test]
fn a_gif_has_a_frame_for_each_moment() {
    let files = written(Format::Gif, vec![moment("one", ODD), moment("two", "'x'"), moment("two", "'x'")]);
    let mut decoder = ::gif::DecodeOptions::new().read_info(files[0].as_slice()).expect("it is a gif");
    let size = (decoder.width(), decoder.height());
    let mut frames = Vec::new();
    while let Some(frame) = decoder.read_next_frame().expect("each frame can be read") {
        frames.push((frame.left + frame.width, frame.top + frame.height, frame.delay));
    }
    assert_eq!(frames.iter().map(|(_, _, delay)| *delay).collect::<Vec<_>>(), [150, 150, 300]);
    assert_eq!((frames[0].0, frames[0].1), size);
    assert!(frames.iter().all(|(right, bottom, _)| *right <= size.0 && *bottom <= size.1));
    assert_eq!((frames[2].0, frames[2].1), (1, 1), "nothing changed");
}

#[test]
fn tex_gets_no_letter_that_means_something_to_it() {
    let latex = text(Format::Latex);
    assert_eq!(latex.matches("\\begin{tikzpicture}").count(), 2);
    let odd = latex::escaped(ODD);
    assert!(
        odd.contains("\\#\\{x\\}\\ \\$5\\ 100\\%\\ \\textasciitilde{}\\textasciicircum{}\\_\\textbackslash{}"),
        "{odd}"
    );
    assert!(odd.contains("é\\ldots{}\\bindchar{6F22}{漢}\\bindchar{1F600}{\u{1f600}}?"), "{odd}");
}

#[test]
fn graphs_have_an_arrow_for_each_name() {
    let dot = text(Format::Dot);
    assert_eq!(dot.matches("digraph ").count(), 2);
    assert_eq!(dot.matches("n0:p0:c -> n1:box:w").count(), 2, "{dot}");
    assert!(dot.contains("&lt;a&amp;b&gt;"));
    let chart = text(Format::Mermaid);
    assert_eq!(chart.matches("f0_0 -->o1").count() + chart.matches("f0_1 -->o1").count(), 4, "{chart}");
    assert!(chart.contains("odd = '#60;a#38;b#62; #34;q#34; #35;"), "{chart}");
}

#[test]
fn a_page_marks_the_line_and_shuts_its_fences() {
    let page = text(Format::Markdown);
    assert!(page.contains("▸ 2  b = a") && page.contains("## 2. two"), "{page}");
    assert!(page.contains("```text") && page.matches("\n```\n").count() >= 2, "{page}");
}
