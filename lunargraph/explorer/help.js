"use strict";
/* What the page is, in plain words. */
const Help = (() => {
  const heading = (words) => el("h3", {}, words);
  const paragraph = (...words) => el("p", {}, ...words);

  function parts() {
    const { built, articles, until, sure_from: sureFrom } = Facts.meta;
    return [
      el("p", { class: "kind" }, "help"),
      el("h2", { id: "details-title", tabindex: "-1" }, "What am I looking at?"),
      paragraph("Who is with whom on the Moon, as news articles say: which countries, agencies and organizations joined, lead, left or were kept out of which lunar program, and who cooperates with whom. Every line rests on sentences, and a click shows them."),
      heading("Status"),
      paragraph("Current: articles say that it is so. Planned: announced or expected, not yet done. Denied: articles say that it is not so. Ended: it was so and is over. Denied and ended ties are hidden at first."),
      heading("Known limits"),
      paragraph(`A program read the articles, and it makes mistakes. Ties with a confidence below ${sureFrom} are less sure and hidden at first. Read the sentence before you print. What no article in this collection says is missing here.`),
      heading("Comparing and paths"),
      paragraph("Name two programs at the side, under “Compare two coalitions”: the panel lists who is only in the first, in both and only in the second, as of the date, and every view lights them up. “Path between two” finds the shortest chain of ties between any two names, through the ties that are shown; each step opens its sentences."),
      heading("Keys"),
      el("dl", { class: "keys" }, ...Keys.list.flatMap(([key, does]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, does)])),
      paragraph("Keys of one letter can be turned off at the side, under “Keyboard”."),
      heading("This page"),
      paragraph(`${Words.count(articles, "article")}${until ? `, the newest of ${until}` : ""}${built ? `; built ${built}` : ""}. It loads nothing from the network.`),
    ];
  }

  return { parts };
})();
