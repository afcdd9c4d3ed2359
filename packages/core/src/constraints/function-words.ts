/**
 * Each language's commonest function words. Danish and Norwegian, Persian, Indonesian, Romanian, Czech and Bulgarian stand
 * here only to outvote their neighbours: they are not told.
 */
export const functionWords: { readonly [language: string]: string } = {
  ar: "في من على إلى أن هذا هذه التي الذي عن مع هل لا ما كان قد هو هي أو ثم كل بعد قبل لم لن يمكن يمكنك وقد وعليهم ذلك",
  de: "der die das und ist nicht ein eine einen einem mit für auf von zu den dem des im sie es wir ihr ich sich auch als wie bei oder aus nach haben werden wird sind können kann nur noch wenn dass innerhalb bitte ihre ihren",
  en: "the and of to a in is that it for on with as are be this you not or your we have can will from at by an if but they was were has do our their which should would may i my",
  es: "el la los las de y en que es un una por con para no se su del al lo como más pero sus le ha este esta sí porque muy o está son puede usted sobre también hasta hay donde los desde e",
  fr: "le la les des et est un une en que qui dans pour pas sur ne se ce il elle nous vous je avec par au aux du de sont plus ou votre vos mais cette peut être avez son ses ils leur d l",
  it: "il lo la i gli le di e è che un una in per non con del della dei delle al alla sono si da come più ma anche ha questo questa può su nel nella o se ci vi gli essi suo sua",
  nl: "de het een en van in is dat op te zijn met voor niet aan er om ook als bij of uw u je we maar door naar kan worden wordt dit deze heeft nog over zich ze hij zij uit binnen",
  pl: "i w na z do nie się że jest to o jak po co dla od za ale czy przez są oraz lub może być tym tego który która jego ich przed tylko wobec pod ma już",
  pt: "o a os as de e em que é um uma para com não por se do da dos das no na nos nas ao mais como mas foi você seu sua pode são ou também até este esta isso está uns",
  ru: "и в не на что с по это как к у из за от для так но вы мы он она они все его ее их или бы же если может можно при до был быть есть чтобы только в",
  sv: "och i att det som en på är av för med den till inte om ett de har kan du vi jag var så från men eller din ditt vid när ska efter inom också detta han hon vara bör",
  tr: "ve bir bu için ile da de olarak çok daha gibi ne var mi mı değil kadar sonra en olan veya her ama siz size ben biz içinde ise göre olduğu edebilirsiniz",
  uk: "і в не на що з до це як у та за від для але ви ми він вона вони все його її їх або би же якщо може можна при був бути є щоб тільки про після",
  // Not told.
  bg: "и в не на че с по това как за от да се е са той тя те или ако може при до беше който което след",
  cs: "a v na se je že s z do to o k i jak po ale pro za jsou by jste nebo může být který která které jeho jejich od před pouze",
  da: "og i at det som en på er af for med den til ikke om de har kan vi jeg var så fra men eller din dit ved når skal efter inden også dette han hun være bør av hvis",
  fa: "در از به که این است را با برای آن یک خود تا بر هم می شود شما ما یا اگر بود باید کند های",
  id: "dan yang di dari untuk dengan ini itu tidak pada adalah ke akan dapat anda kami atau dalam juga sudah bisa oleh saya",
  ro: "și de la în a un o pe cu nu este că pentru din care sau mai dar ce să sunt prin acest poate dumneavoastră după",
};
