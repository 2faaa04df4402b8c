//! HTML as readable text: links keep their URL, lists get dashes, quotes get `>`. One pass, whatever is in it.

mod tag;
mod writer;

use mail_parser::decoders::html::add_html_token;

use tag::Tag;
use writer::Writer;

/// The longest name of a character reference, with `&` and `;`.
const MAX_REFERENCE_BYTES: usize = 34;
/// Longer addresses are for counting clicks, not for reading.
const MAX_LINK_BYTES: usize = 2_000;
/// Elements of which nothing is shown; their content is no markup but up to their end tag.
const HIDDEN: [&str; 6] = ["style", "script", "title", "template", "noscript", "object"];

/// Turns HTML into text.
pub(super) fn to_text(html: &str) -> String {
    let mut writer = Writer::default();
    let mut rest = html;
    while let Some(place) = rest.find('<') {
        write_text(&mut writer, &rest[..place]);
        rest = &rest[place..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            rest = rest.find('>').map_or("", |end| &rest[end + 1..]);
        } else if let Some((tag, after)) = Tag::read(rest) {
            rest = after;
            if !tag.is_end && HIDDEN.contains(&tag.name.as_str()) {
                rest = after_end_tag(rest, &tag.name);
            } else {
                write_tag(&mut writer, &tag);
            }
        } else {
            writer.text("<");
            rest = &rest[1..];
        }
    }
    write_text(&mut writer, rest);
    writer.finish()
}

/// What follows `</name`; nothing where there is none.
fn after_end_tag<'html>(html: &'html str, name: &str) -> &'html str {
    for (place, _) in html.match_indices("</") {
        let tag = &html[place + 2..];
        if tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)) {
            return tag.find('>').map_or("", |end| &tag[end + 1..]);
        }
    }
    ""
}

fn write_text(writer: &mut Writer, text: &str) {
    let mut rest = text;
    while let Some(place) = rest.find('&') {
        writer.text(&rest[..place]);
        rest = &rest[place..];
        let (reference, length) = reference(rest);
        writer.text(&reference);
        rest = &rest[length..];
    }
    writer.text(rest);
}

/// What the character reference at the start stands for, and how long it is; the `&` itself if it is none.
fn reference(text: &str) -> (String, usize) {
    let end = text.bytes().take(MAX_REFERENCE_BYTES).position(|byte| byte == b';');
    let is_name = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#');
    let Some(end) = end.filter(|end| text.get(1..*end).is_some_and(is_name)) else {
        return ("&".to_owned(), 1);
    };
    let mut decoded = String::new();
    add_html_token(&mut decoded, &text.as_bytes()[..=end], false);
    (decoded, end + 1)
}

/// Character references in an attribute's value.
fn decoded(value: &str) -> String {
    let mut decoded = String::new();
    let mut rest = value;
    while let Some(place) = rest.find('&') {
        let (reference, length) = reference(&rest[place..]);
        decoded.push_str(&rest[..place]);
        decoded.push_str(&reference);
        rest = &rest[place + length..];
    }
    decoded + rest
}

fn write_tag(writer: &mut Writer, tag: &Tag) {
    match tag.name.as_str() {
        "br" => writer.line_break(),
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => writer.paragraph(),
        "ul" | "ol" | "menu" => writer.list(!tag.is_end),
        "li" if !tag.is_end => writer.item(),
        "blockquote" => writer.quote(!tag.is_end),
        "pre" => writer.preformatted(!tag.is_end),
        "td" | "th" if tag.is_end => writer.text(" "),
        "a" if tag.is_end => writer.link_end(),
        "a" => writer.link_start(tag.link.as_deref().map(decoded).filter(|link| is_shown(link))),
        "div" | "li" | "tr" | "table" | "hr" | "dl" | "dt" | "dd" | "section" | "article" | "header"
        | "footer" | "center" | "address" | "figure" | "form" | "fieldset" | "body" | "head" | "html"
        | "tbody" | "thead" | "main" | "nav" | "aside" | "caption" => writer.new_line(),
        _ => {}
    }
}

fn is_shown(link: &str) -> bool {
    let link = link.trim().to_ascii_lowercase();
    link.len() <= MAX_LINK_BYTES
        && ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| link.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::to_text;

    #[test]
    fn what_a_reader_sees_is_what_is_left() {
        for (html, expected) in [
            ("<p>Hello <b>Ana</b>,</p><p>call&nbsp;me &amp; Bob&#33;</p>", "Hello Ana,\n\ncall me & Bob!"),
            ("<div>a</div><div>b<br>c</div>", "a\nb\nc"),
            ("<div><div>a</div><div><br></div><div>b</div></div>", "a\n\nb"),
            ("a\r\n  b\t c", "a b c"),
            ("<ul><li>one</li><li>two<ol><li>deep</li></ol></li></ul>after", "- one\n- two\n  - deep\nafter"),
            ("<a href='https://a.example/?x=1&amp;y=2'>offer</a>!", "offer (https://a.example/?x=1&y=2)!"),
            ("<a href=\"https://a.example\">https://a.example</a>", "https://a.example"),
            ("<a href=\"https://a.example/\">a.example</a>", "a.example (https://a.example/)"),
            ("<a href=mailto:a@b.example>a@b.example</a> <a href=\"javascript:x()\">b</a>", "a@b.example b"),
            ("<a href=\"https://a.example/x\"><img src=y></a>", "https://a.example/x"),
            ("<style>p > a { color: red }</style><SCRIPT>if (a</b>c) 1</SCRIPT >x<title>t</title>", "x"),
            ("<!-- a <b> --><!DOCTYPE html><?xml x?><!--[if mso]>y<![endif]-->x", "x"),
            ("<blockquote>q1<br>q2<blockquote>q3</blockquote></blockquote>mine", "> q1\n> q2\n> > q3\nmine"),
            ("<pre>a\n  b</pre>", "a\n  b"),
            (
                "<table><tr><td>Item</td><td>Price</td></tr><tr><td>Tent</td><td>40</td></tr></table>",
                "Item Price\nTent 40",
            ),
            ("1 < 2 <3 &unknown; &", "1 < 2 <3 &unknown; &"),
            ("a<b title=\"x>y\" data-a='>'>c</b>", "ac"),
            ("<p>cut <a href=\"https://a.exam", "cut"),
            ("<!-- never closed <p>x", ""),
            ("<style>never closed", ""),
            ("a &copy", "a &copy"),
            ("&#0;&#x110000;&#xD800;é&eacute;", "\u{0}\u{fffd}\u{fffd}éé"),
        ] {
            assert_eq!(to_text(html), expected, "{html}");
        }
    }
}
