// What a reader takes away is made here, on click, from the picture that is shown: SVG with its fonts, PNG of that.
(function (page) {
  const WIDTH = { finding: 13, subtitle: 10.5, foot: 8.5 }, MARGIN = 10, INK = "#1b2530", GREY = "#56616d";
  const pen = document.createElement("canvas").getContext("2d");

  function wrapped(text, width, font) {
    pen.font = font;
    const lines = [""];
    for (const word of text.trim().split(/[ \n\t]+/)) {
      const longer = (lines.at(-1) + " " + word).trim();
      if (pen.measureText(longer).width <= width || !lines.at(-1)) lines[lines.length - 1] = longer; else lines.push(word);
    }
    return lines;
  }

  // The rules of the classes in a picture, with the colours of print, and the font faces that its letters need.
  function sheet(svg, texts) {
    const used = new Set(page.all("[class]", svg).flatMap(element => Array.from(element.classList)));
    const styles = document.getElementById("picture-styles").textContent.split("\n")
      .filter(rule => used.has(rule.slice(1, rule.indexOf("{"))))
      .map(rule => rule.replace(/var\(--[\w-]+,\s*([^)]+)\)/g, "$1"));
    const foreign = /[\u0400-\u052f]/.test(texts), slanted = /italic/.test(styles.join());
    const faces = Array.from(document.styleSheets).flatMap(sheet => Array.from(sheet.cssRules)).filter(rule => {
      if (!(rule instanceof CSSFontFaceRule) || !rule.style.fontFamily.includes("Sans")) return false;
      return (foreign || !/U\+0?4/i.test(rule.style.unicodeRange)) && (slanted || rule.style.fontStyle !== "italic");
    }).map(rule => rule.cssText);
    return [...faces, "*{stroke-linejoin:round;stroke-linecap:butt}", ...styles].join("\n");
  }

  // The picture as it was before the scripts of the page, between its title and its foot.
  function standalone(float) {
    const shown = page.picture(float), svg = shown.cloneNode(true), space = svg.namespaceURI;
    page.all(".reach, .ring", svg).forEach(element => element.remove());
    page.all(".mark", svg).forEach(mark => {
      const title = document.createElementNS(space, "title");
      title.textContent = mark.getAttribute("aria-label");
      mark.prepend(title);
      ["class", "role", "aria-label", "tabindex"].forEach(name => mark.removeAttribute(name));
    });
    const [x, y, width, height] = svg.getAttribute("viewBox").split(/[ ,]+/).map(Number), room = width - 2 * MARGIN;
    const text = selector => (float.querySelector(selector) || { textContent: "" }).textContent;
    const whole = document.createElementNS(space, "svg");
    function line(words, at, size, fill, weight) {
      const element = document.createElementNS(space, "text");
      element.textContent = words;
      element.setAttribute("style", `font: ${weight} ${size}px 'Source Sans Pro', sans-serif; fill: ${fill}`);
      element.setAttribute("x", MARGIN);
      element.setAttribute("y", at);
      whole.append(element);
    }
    function block(words, from, size, fill, weight) {
      if (!words.trim()) return from;
      return wrapped(words, room, `${weight} ${size}px "Source Sans Pro"`).reduce((at, words) => {
        line(words, at + size, size, fill, weight);
        return at + size * 1.25;
      }, from);
    }
    let at = block(text("figcaption .finding"), MARGIN, WIDTH.finding, INK, 700);
    at = block(text("figcaption .subtitle"), at + 2, WIDTH.subtitle, GREY, 400) + 6;
    svg.setAttribute("y", at);
    svg.setAttribute("width", width);
    svg.setAttribute("height", height);
    ["id", "class", "role", "aria-label", "style"].forEach(name => svg.removeAttribute(name));
    at += height + 4;
    page.all(".exhibit-foot p", float).forEach(foot => { at = block(foot.textContent, at, WIDTH.foot, GREY, 400) + 2; });
    const size = [width, Math.ceil(at + MARGIN)];
    whole.setAttribute("viewBox", `${x} 0 ${size.join(" ")}`);
    whole.setAttribute("width", size[0] + "pt");
    whole.setAttribute("height", size[1] + "pt");
    const ground = document.createElementNS(space, "path");
    ground.setAttribute("d", `M${x} 0h${size[0]}v${size[1]}h-${size[0]}z`);
    ground.setAttribute("fill", "#fff");
    whole.prepend(ground, svg);
    const style = document.createElementNS(space, "style");
    style.textContent = sheet(svg, whole.textContent);
    const cite = float.querySelector("[data-citation]");
    const about = { title: text("figcaption .finding"), desc: [shown.getAttribute("aria-label"), cite ? cite.dataset.citation : ""].join(" ") };
    whole.prepend(...Object.entries(about).map(([name, words]) => {
      const element = document.createElementNS(space, name);
      element.textContent = words.trim();
      return element;
    }), style);
    return { text: '<?xml version="1.0" encoding="utf-8"?>\n' + new XMLSerializer().serializeToString(whole), size };
  }

  // Three hundred dots an inch.
  async function png({ text, size }) {
    const image = new Image(), canvas = document.createElement("canvas");
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);
    await image.decode();
    [canvas.width, canvas.height] = size.map(points => Math.round(points * 300 / 72));
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise(resolve => canvas.toBlob(resolve, "image/png"));
  }

  function save(blob, name) {
    const link = page.make("a", { href: URL.createObjectURL(blob), download: name, hidden: true }, document.body);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  page.all(".exhibit-tools").forEach(tools => page.later(tools, () => {
    const float = tools.closest("div[id]"), citation = tools.querySelector("[data-citation]");
    if (float && float.querySelector(".exhibit-view:not(.exhibit-data)")) {
      ["svg", "png"].forEach(kind => {
        const button = page.make("button", { type: "button" });
        button.append(page.make("span", { className: "unseen", textContent: page.say("download") + " " }), kind.toUpperCase(),
          page.make("span", { className: "unseen", textContent: " " + float.id }));
        button.onclick = async () => {
          await document.fonts.ready;
          const drawing = standalone(float);
          save(kind === "svg" ? new Blob([drawing.text], { type: "image/svg+xml" }) : await png(drawing), `${float.id}.${kind}`);
        };
        tools.insertBefore(button, citation);
      });
    }
    // Citations are copied where there is a clipboard; without one the button stays hidden.
    if (!citation || !navigator.clipboard) return;
    citation.hidden = false;
    citation.setAttribute("aria-live", "polite");
    citation.onclick = () => navigator.clipboard.writeText(citation.dataset.citation).then(() => {
      citation.firstChild.textContent = page.say("copied");
      setTimeout(() => { citation.firstChild.textContent = page.say("copy"); }, 2000);
    });
  }));
})(Briefing);
