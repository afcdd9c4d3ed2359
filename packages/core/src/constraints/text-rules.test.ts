import { describe, expect, test } from "vitest";
import { countSentences } from "../metrics/count-sentences.ts";
import { constraintsFrom, type ConstraintRules } from "./constraint-rules.ts";
import { constraints } from "./constraints.ts";
import { detectLanguage } from "./detect-language.ts";
import { estimateTokens } from "./estimate-tokens.ts";
import { evaluateConstraints } from "./evaluate-constraints.ts";

const results = (rules: ConstraintRules, text: string): string[] =>
  evaluateConstraints(constraintsFrom(rules), text).map(({ outcome, reason }) => `${outcome}: ${reason}`);

describe("sentences", () => {
  test.each([
    ["Dr. Smith went home. He slept.", 2],
    ["J. R. R. Tolkien wrote it, e.g. The Hobbit.", 1],
    ["It costs $4.99 today. OK?!", 2],
    ["No. I do not.", 2],
    ["- one\n- two\n- three", 3],
    ["これは本です。それも本です。", 2],
    ["... -- !", 0],
    ["", 0],
  ])("%j has %i", (text, count) => {
    expect(countSentences(text)).toBe(count);
  });

  test("are bounded from both sides", () => {
    expect(results({ minSentences: 2, maxSentences: 2 }, "One. Two.")).toEqual([
      "pass: 2 sentences, at least 2 wanted",
      "pass: 2 sentences, at most 2 wanted",
    ]);
    expect(results({ minSentences: 2 }, "One.")).toEqual(["fail: 1 sentence, at least 2 wanted"]);
    expect(results({ maxSentences: 1 }, "One. Two.")).toEqual(["fail: 2 sentences, at most 1 wanted"]);
  });
});

describe("tokens", () => {
  test("are estimated, characters of scripts without spaces as one each", () => {
    expect(estimateTokens("abcdefgh")).toBe(2);
    expect(estimateTokens("退款政策")).toBe(4);
    expect(results({ maxTokens: 1 }, "abcdefgh")).toEqual(["fail: 2 estimated tokens, at most 1 wanted"]);
  });

  test("are counted by a tokenizer of the user's", () => {
    const count = (text: string): number => text.split(" ").length;

    expect(results({ minTokens: { limit: 2, count }, maxTokens: { limit: 2, count } }, "a b")).toEqual([
      "pass: 2 tokens, at least 2 wanted",
      "pass: 2 tokens, at most 2 wanted",
    ]);
  });

  test("take no other answer of a tokenizer for a count", () => {
    const later = constraints().maxTokens(1, { count: (async () => 1) as never });

    expect(() => evaluateConstraints(later, "a")).toThrow("to return a number from 0, at once");
    expect(() => constraints().maxTokens(1, { count: 5 as never })).toThrow("`count` to be a function");
  });
});

describe("starts and ends", () => {
  test.each([
    [{ startsWith: "dear" }, "  Dear Sir,", "pass"],
    [{ startsWith: ["Hi", "Dear"] }, "Dear Sir", "pass"],
    [{ startsWith: { terms: ["dear"], caseSensitive: true } }, "Dear Sir", "fail"],
    [{ startsWith: "Hello" }, "Dear Sir", "fail"],
    [{ endsWith: "Kind regards" }, "Yours. kind\u00a0regards\n", "pass"],
    [{ endsWith: ["?", "!"] }, "Really?", "pass"],
    [{ endsWith: "." }, "Really?", "fail"],
  ] satisfies [ConstraintRules, string, string][])("%j of %j: %s", (rules, text, outcome) => {
    expect(results(rules, text)[0]).toContain(`${outcome}: `);
  });

  test("say how the text does start or end", () => {
    expect(results({ startsWith: "Hi", endsWith: "." }, "Dear Sir")).toEqual([
      'fail: starts with "Dear Sir", wanted "Hi"',
      'fail: ends with "Dear Sir", wanted "."',
    ]);
  });
});

describe("reading level", () => {
  // Both sentences and their scores: Wikipedia, "Flesch-Kincaid readability tests".
  test("of sentences whose score is known", () => {
    expect(results({ minReadingEase: 116, maxReadingGrade: -1 }, "The cat sat on the mat.")).toEqual([
      "pass: reading ease 116.1, at least 116 wanted",
      "pass: grade -1.4, at most -1 wanted",
    ]);
    expect(
      results(
        { minReadingEase: 38 },
        "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.",
      ),
    ).toEqual(["fail: reading ease 37.5, at least 38 wanted"]);
  });

  test("of a text without words is none", () => {
    expect(results({ minReadingEase: 0 }, "...")).toEqual(["fail: has no words"]);
  });
});

// Article 1 of the Universal Declaration of Human Rights, as the United Nations publish it.
const article1: readonly (readonly [string, string])[] = [
  [
    "en",
    "All human beings are born free and equal in dignity and rights. They are endowed with reason and conscience and should act towards one another in a spirit of brotherhood.",
  ],
  [
    "de",
    "Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft und Gewissen begabt und sollen einander im Geist der Brüderlichkeit begegnen.",
  ],
  [
    "fr",
    "Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont doués de raison et de conscience et doivent agir les uns envers les autres dans un esprit de fraternité.",
  ],
  [
    "es",
    "Todos los seres humanos nacen libres e iguales en dignidad y derechos y, dotados como están de razón y conciencia, deben comportarse fraternalmente los unos con los otros.",
  ],
  [
    "it",
    "Tutti gli esseri umani nascono liberi ed eguali in dignità e diritti. Essi sono dotati di ragione e di coscienza e devono agire gli uni verso gli altri in spirito di fratellanza.",
  ],
  [
    "pt",
    "Todos os seres humanos nascem livres e iguais em dignidade e em direitos. Dotados de razão e de consciência, devem agir uns para com os outros em espírito de fraternidade.",
  ],
  [
    "nl",
    "Alle mensen worden vrij en gelijk in waardigheid en rechten geboren. Zij zijn begiftigd met verstand en geweten, en behoren zich jegens elkander in een geest van broederschap te gedragen.",
  ],
  [
    "sv",
    "Alla människor är födda fria och lika i värde och rättigheter. De är utrustade med förnuft och samvete och bör handla gentemot varandra i en anda av broderskap.",
  ],
  [
    "pl",
    "Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw. Są oni obdarzeni rozumem i sumieniem i powinni postępować wobec innych w duchu braterstwa.",
  ],
  [
    "tr",
    "Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar. Akıl ve vicdana sahiptirler ve birbirlerine karşı kardeşlik zihniyeti ile hareket etmelidirler.",
  ],
  [
    "ru",
    "Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены разумом и совестью и должны поступать в отношении друг друга в духе братства.",
  ],
  [
    "uk",
    "Всі люди народжуються вільними і рівними у своїй гідності та правах. Вони наділені розумом і совістю і повинні діяти у відношенні один до одного в дусі братерства.",
  ],
  [
    "ar",
    "يولد جميع الناس أحرارًا متساوين في الكرامة والحقوق. وقد وهبوا عقلاً وضميرًا وعليهم أن يعامل بعضهم بعضًا بروح الإخاء.",
  ],
  ["ja", "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。"],
  ["zh", "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。"],
  ["ko", "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다."],
  ["el", "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα."],
  ["he", "כל בני האדם נולדו בני חורין ושווים בערכם ובזכויותיהם."],
  ["th", "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ"],
];

describe("language", () => {
  test.each(article1)("tells %s", (code, text) => {
    expect(detectLanguage(text)).toBe(code);
  });

  test.each([
    [
      "Danish",
      "Alle mennesker er født frie og lige i værdighed og rettigheder. De er udstyret med fornuft og samvittighed, og de bør handle mod hverandre i en broderskabets ånd.",
    ],
    [
      "Czech",
      "Všichni lidé rodí se svobodní a sobě rovní co do důstojnosti a práv. Jsou nadáni rozumem a svědomím a mají spolu jednat v duchu bratrství.",
    ],
    [
      "Romanian",
      "Toate ființele umane se nasc libere și egale în demnitate și în drepturi. Ele sunt înzestrate cu rațiune și conștiință și trebuie să se comporte unele față de altele în spiritul fraternității.",
    ],
    ["a phrase", "OK, refund."],
    ["a number", "42"],
    ["nothing", ""],
    ["code", "```\nthe and of to a in is that\n```"],
    [
      "two languages",
      "You can get a refund within 30 days of the purchase. Sie können das Geld innerhalb von 30 Tagen nach dem Kauf zurück haben.",
    ],
  ])("does not guess at %s", (_, text) => {
    expect(detectLanguage(text)).toBeUndefined();
  });

  test("tells an ordinary reply", () => {
    expect(
      detectLanguage(
        "You can get a full refund within 30 days of your purchase. Let me know if you need anything else!",
      ),
    ).toBe("en");
    expect(detectLanguage("Sie können Ihr Geld innerhalb von 30 Tagen zurückbekommen.")).toBe("de");
  });

  test("a text that is too short is an error of the rule, unless the test says what it is", () => {
    expect(results({ inLanguage: "en" }, "OK")).toEqual([
      "error: Error: its language cannot be told: it is too short, mixed, or in a language that is not known",
    ]);
    expect(results({ inLanguage: { code: "en", undecided: "pass" } }, "OK")).toEqual([
      "pass: its language cannot be told",
    ]);
    expect(results({ inLanguage: { code: "en", undecided: "fail" } }, "OK")).toEqual([
      "fail: its language cannot be told",
    ]);
  });

  test("another language is a miss", () => {
    expect(results({ inLanguage: "en" }, article1[1]?.[1] ?? "")).toEqual(['fail: is in "de", "en" wanted']);
  });

  test("a detector of the user's may tell any other", () => {
    expect(results({ inLanguage: { code: "da", detect: () => "da" } }, "Ja")).toEqual([
      'pass: is in "da", "da" wanted',
    ]);
  });

  test("a detector that answers later is refused", () => {
    const later = constraints().inLanguage("da", { detect: (async () => "da") as never });

    expect(() => evaluateConstraints(later, "Ja")).toThrow("to return a code or undefined, at once");
  });

  test("a language that is not told is refused", () => {
    expect(() => constraints().inLanguage("da")).toThrow('got "da"; for another one pass a detector');
    expect(() => constraints().inLanguage("en", { undecided: "skip" as never })).toThrow("`undecided` to be");
  });
});

describe("quotes", () => {
  const sources = [
    "Refunds are possible within 30 days of the purchase.",
    "The vendor's refund policy doesn't apply.",
  ];

  test("stand in a source, case, white space and the last full stop aside", () => {
    expect(results({ onlyQuotesFrom: sources }, "It says “refunds  are possible within 30 days.”")).toEqual([
      "pass: 1 quotes, all from the sources",
    ]);
    expect(results({ onlyQuotesFrom: sources }, 'It says "within 60 days of purchase", sorry.')).toEqual([
      'fail: quotes what no source says: "within 60 days of purchase"',
    ]);
    expect(results({ onlyQuotesFrom: sources }, "Il dit « within 60 days of »")[0]).toContain("fail");
  });

  test("are no apostrophes, and no single words", () => {
    expect(
      results({ onlyQuotesFrom: sources }, "The vendor's new and long policy doesn't \"apply\"."),
    ).toEqual(["pass: quotes nothing"]);
  });
});
