"""A few appeals of the demonstration told in German, Polish and Arabic, by language and by key."""

from typing import Final

from tipsite.demo.campaign.records import DemoTranslation

_GERMAN: Final = {
    "shopping-bag": DemoTranslation(
        title="Tragetasche eines Geschäfts namens Solmara",
        question="In welchen Städten hatte Solmara Geschäfte, und wann gab es diese Tasche?",
        known=(
            "Eine weiße Kunststofftasche mit roten Kordelgriffen, einer aufgehenden Sonne über "
            "drei Wellen und den Worten „casa · moda · jogo“. Sie sind portugiesisch, vielleicht "
            "auch galicisch."
        ),
        ruled_out=(
            "In den Handelsregistern von Brasilien und Angola steht heute keine Firma dieses "
            "Namens."
        ),
        alt_text=(
            "Eine weiße Tragetasche aus Kunststoff mit roten Griffen und roten Rändern: eine halbe "
            "orangefarbene Sonne mit Strahlen über drei blauen Wellen, der Name SOLMARA und "
            "darunter casa, moda, jogo."
        ),
        caption="Die Tasche steht vor einem dunkelgrünen Sofa.",
        updates=(
            (
                "Innerhalb eines Tages haben uns viele Antworten erreicht. Jahre und Filialen "
                "helfen uns weiterhin."
            ),
            "Hat sich die Tasche im Lauf der Jahre verändert? Bitte achten Sie auf die Griffe.",
        ),
    ),
    "snack-packet": DemoTranslation(
        title="Tüte Paprikachips der Marke Krokita",
        question="Wo und in welchen Jahren wurde diese Tüte verkauft?",
        known=(
            "Rot-gelbe Folie, runde Chips, etwa 25 cm hoch. Weder Preis noch Datum sind lesbar."
        ),
        ruled_out="Die Gestaltung mit dem weißen Stern gab es nicht vor 2008.",
        alt_text=(
            "Eine zerknitterte rot-gelbe Folientüte auf einer karierten Tischdecke: der Name "
            "KROKITA in Rot auf einem weißen Stern, das Wort PAPRIKA in Grün und ein Haufen runder "
            "Chips."
        ),
    ),
    "wallpaper-clouds": DemoTranslation(
        title="Blaue Tapete mit Wolken und Sternen",
        question="Welches Geschäft hat diese Tapete verkauft, und in welchen Jahren?",
        known=(
            "Papiertapete für ein Kinderzimmer: weiße Wolken mit dunklerem blauem Rand und kleine "
            "gelbe Sterne. Die Sockelleiste darunter ist aus Holz, weiß gestrichen und etwa 9 cm "
            "hoch."
        ),
        ruled_out=(
            "In den Katalogen der drei größten Onlinehändler kommt sie seit 2015 nicht vor."
        ),
        alt_text=(
            "Hellblaue Tapete mit weißen Wolken und kleinen gelben Sternen. Eine Naht verläuft "
            "senkrecht durch die Mitte, am unteren Rand ist eine weiße Sockelleiste."
        ),
    ),
    "window-skyline": DemoTranslation(
        title="Blick über Dächer auf einen Turm mit Zwiebelhaube",
        question="Welche Stadt hat, von dieser Seite gesehen, diesen Turm und diesen Schornstein?",
        known=(
            "Ein quadratischer Kirchturm mit beleuchteter Uhr und Zwiebelhaube, links davon ein "
            "hoher Schornstein mit drei hellen Streifen und einer Leuchte. Das Fenster liegt im "
            "dritten Stock oder höher."
        ),
        ruled_out=(
            "Wir haben die Aussicht mit Salzburg, Maribor und Tallinn verglichen: Es ist keine "
            "dieser Städte."
        ),
        alt_text=(
            "Blick aus einem Fenster in der Dämmerung: viele Dächer, einige Fenster sind "
            "erleuchtet, links ein hoher gestreifter Schornstein, rechts ein Kirchturm mit "
            "Zwiebelhaube und Uhr."
        ),
        caption=(
            "In der Dämmerung aufgenommen. Der helle Fleck in der linken Scheibe ist eine "
            "Spiegelung des Zimmers."
        ),
        updates=(
            "Der Schornstein kann inzwischen abgerissen sein. Auch ältere Fotos helfen uns.",
            "Zwei Städte werden immer wieder genannt. Wir vergleichen den Verlauf der Dächer.",
        ),
    ),
    "mug": DemoTranslation(
        title="Becher eines Hafenfests von 2009",
        question="In welcher Stadt gab es 2009 ein Hafenfest mit diesem Schiff?",
        known="HAVNEFEST ist Dänisch oder Norwegisch für Hafenfest. Das Schiff hat drei Masten.",
        alt_text=(
            "Ein cremefarbener Becher mit braunem Rand und blauem, teils abgenutztem Aufdruck: ein "
            "Schiff mit drei Masten, Wellen, das Wort HAVNEFEST und die Jahreszahl 2009."
        ),
        updates=(
            "Wir kennen die Stadt jetzt. Bitte schicken Sie keine Antworten zu dem Becher mehr.",
        ),
        outcome_text=(
            "Drei Menschen, die bei dem Fest geholfen hatten, haben uns unabhängig voneinander die "
            "Stadt genannt. Den Becher bekamen nur 200 Helferinnen und Helfer. Das hat den Fall "
            "vorangebracht. Vielen Dank."
        ),
    ),
}
_POLISH: Final = {
    "shopping-bag": DemoTranslation(
        title="Reklamówka sklepu o nazwie Solmara",
        question="W jakich miastach działały sklepy Solmara i kiedy używano tej reklamówki?",
        known=(
            "Biała plastikowa torba z czerwonymi sznurkowymi uchwytami, wschodzącym słońcem nad "
            "trzema falami i słowami „casa · moda · jogo”. Są to słowa portugalskie, a być może "
            "galicyjskie."
        ),
        ruled_out=(
            "W rejestrach handlowych Brazylii i Angoli nie ma dziś żadnej firmy o tej nazwie."
        ),
        alt_text=(
            "Biała plastikowa torba na zakupy z czerwonymi uchwytami i czerwonymi brzegami: połowa "
            "pomarańczowego słońca z promieniami nad trzema niebieskimi falami, nazwa SOLMARA, a "
            "pod nią casa, moda, jogo."
        ),
        caption="Torba stoi przed ciemnozieloną kanapą.",
        updates=(
            (
                "W ciągu jednego dnia otrzymaliśmy wiele odpowiedzi. Nadal pomogą nam lata i "
                "adresy sklepów."
            ),
            "Czy torba zmieniała się z biegiem lat? Prosimy zwrócić uwagę na uchwyty.",
        ),
    ),
    "snack-packet": DemoTranslation(
        title="Paczka chipsów paprykowych Krokita",
        question="Gdzie i w jakich latach sprzedawano tę paczkę?",
        known=(
            "Czerwono-żółta folia, okrągłe chipsy, wysokość około 25 cm. Nie widać ceny ani daty."
        ),
        ruled_out="Wzoru z białą gwiazdą nie używano przed 2008 rokiem.",
        alt_text=(
            "Pognieciona czerwono-żółta paczka z folii na kraciastym obrusie: czerwona nazwa "
            "KROKITA na białej gwieździe, zielone słowo PAPRIKA i stosik okrągłych chipsów."
        ),
    ),
    "wallpaper-clouds": DemoTranslation(
        title="Niebieska tapeta w chmurki i gwiazdki",
        question="Który sklep sprzedawał tę tapetę i w jakich latach?",
        known=(
            "Papierowa tapeta do pokoju dziecięcego: białe chmury z ciemniejszą niebieską obwódką "
            "i małe żółte gwiazdki. Listwa przypodłogowa pod nią jest drewniana, pomalowana na "
            "biało, wysoka na około 9 cm."
        ),
        ruled_out=(
            "Od 2015 roku nie ma jej w katalogach trzech największych sklepów internetowych."
        ),
        alt_text=(
            "Jasnoniebieska tapeta w białe chmury i małe żółte gwiazdki. Przez środek biegnie "
            "pionowe łączenie, u dołu widać białą listwę przypodłogową."
        ),
    ),
    "window-skyline": DemoTranslation(
        title="Widok na dachy i wieżę z cebulastym hełmem",
        question="W jakim mieście widać z tej strony taką wieżę i taki komin w pasy?",
        known=(
            "Kwadratowa wieża kościoła z podświetlonym zegarem i cebulastym hełmem, a na lewo od "
            "niej wysoki komin z trzema jasnymi pasami i lampą. Okno znajduje się na trzecim "
            "piętrze lub wyżej."
        ),
        ruled_out=(
            "Porównaliśmy ten widok z Salzburgiem, Mariborem i Tallinnem: to żadne z tych miast."
        ),
        alt_text=(
            "Widok z okna o zmierzchu: wiele dachów i kilka oświetlonych okien, po lewej wysoki "
            "komin w pasy, po prawej wieża kościoła z cebulastym hełmem i zegarem."
        ),
        caption=(
            "Zdjęcie zrobiono o zmierzchu. Jasna plama na lewej szybie to odbicie wnętrza pokoju."
        ),
        updates=(
            "Komin mógł zostać od tego czasu rozebrany. Przydadzą się także starsze zdjęcia.",
            "Wciąż powtarzają się nazwy dwóch miast. Porównujemy układ dachów.",
        ),
    ),
    "mug": DemoTranslation(
        title="Kubek z festynu portowego w 2009 roku",
        question="W jakim mieście odbył się w 2009 roku festyn portowy z tym statkiem?",
        known=(
            "HAVNEFEST znaczy po duńsku lub norwesku festyn portowy. Statek na kubku ma trzy "
            "maszty."
        ),
        alt_text=(
            "Kremowy kubek z brązowym brzegiem i częściowo startym niebieskim nadrukiem: statek o "
            "trzech masztach, fale, słowo HAVNEFEST i rok 2009."
        ),
        updates=("Znamy już to miasto. Prosimy nie przysyłać więcej odpowiedzi o tym kubku.",),
        outcome_text=(
            "Trzy osoby, które pomagały przy festynie, niezależnie od siebie podały nam nazwę "
            "miasta. Kubek dostało tylko 200 pomocników. Dzięki temu sprawa posunęła się naprzód. "
            "Dziękujemy."
        ),
    ),
}
_ARABIC: Final = {
    "shopping-bag": DemoTranslation(
        title="كيس تسوّق من متجر اسمه Solmara",
        question="في أيّ مدن كانت متاجر Solmara، ومتى كانت تستعمل هذا الكيس؟",
        known=(
            "كيس بلاستيكي أبيض بمقبضين من حبل أحمر، عليه شمس تشرق فوق ثلاث موجات وعبارة "
            "«casa · moda · jogo». الكلمات برتغالية، وقد تكون غاليسية."
        ),
        ruled_out="لا توجد اليوم شركة بهذا الاسم في السجلات التجارية في البرازيل أو أنغولا.",
        alt_text=(
            "كيس تسوّق بلاستيكي أبيض بمقبضين أحمرين وحواف حمراء: نصف شمس برتقالية بأشعة فوق ثلاث "
            "موجات زرقاء، والاسم SOLMARA، وتحته casa وmoda وjogo."
        ),
        caption="الكيس أمام أريكة خضراء داكنة.",
        updates=(
            "وصلتنا إجابات كثيرة خلال يوم واحد. ما زالت السنوات وأماكن الفروع تفيدنا.",
            "هل تغيّر شكل الكيس مع مرور السنين؟ نرجو الانتباه إلى المقبضين.",
        ),
    ),
    "snack-packet": DemoTranslation(
        title="كيس رقائق بطاطس بالبابريكا من Krokita",
        question="أين بيع هذا الكيس، وفي أيّ سنوات؟",
        known=("غلاف أحمر وأصفر، ورقائق مستديرة، وارتفاعه نحو 25 سم. لا يمكن قراءة سعر ولا تاريخ."),
        ruled_out="لم يُستعمل التصميم ذو النجمة البيضاء قبل عام 2008.",
        alt_text=(
            "كيس مجعّد بالأحمر والأصفر على مفرش ذي مربّعات: الاسم KROKITA بالأحمر على نجمة بيضاء، "
            "وكلمة PAPRIKA بالأخضر، وكومة من الرقائق المستديرة."
        ),
    ),
    "wallpaper-clouds": DemoTranslation(
        title="ورق جدران أزرق عليه غيوم ونجوم",
        question="أيّ متجر باع ورق الجدران هذا، وفي أيّ سنوات؟",
        known=(
            "ورق جدران لغرفة أطفال: غيوم بيضاء بحافة زرقاء أغمق، ونجوم صفراء صغيرة. أسفله وزرة من "
            "خشب مطليّ بالأبيض، ارتفاعها نحو 9 سم."
        ),
        ruled_out="لا يوجد منذ عام 2015 في كتالوجات أكبر ثلاثة متاجر على الإنترنت.",
        alt_text=(
            "ورق جدران أزرق فاتح عليه غيوم بيضاء ونجوم صفراء صغيرة. خطّ التقاء شريطين يمرّ في "
            "الوسط، وعند الحافة السفلى وزرة بيضاء."
        ),
    ),
    "window-skyline": DemoTranslation(
        title="منظر فوق الأسطح فيه برج بقبّة بصلية",
        question="أيّ مدينة يُرى فيها من هذه الجهة هذا البرج وهذه المدخنة المخطّطة؟",
        known=(
            "برج كنيسة مربّع عليه ساعة مضاءة وقبّة بصلية، وإلى يساره مدخنة عالية عليها ثلاثة خطوط "
            "فاتحة ومصباح. النافذة في الطابق الثالث أو أعلى منه."
        ),
        ruled_out="قارنّا المنظر بمدن سالزبورغ وماريبور وتالين، وليس في أيّ منها.",
        alt_text=(
            "منظر من نافذة عند الغسق: أسطح كثيرة وبعض النوافذ المضاءة، ومدخنة عالية مخطّطة على "
            "اليسار، وبرج كنيسة بقبّة بصلية وساعة على اليمين."
        ),
        caption="التُقطت الصورة عند الغسق. البقعة المضيئة في الزجاج الأيسر انعكاس للغرفة.",
        updates=(
            "ربما هُدمت المدخنة منذ ذلك الحين. الصور القديمة تفيدنا أيضًا.",
            "تتكرّر أسماء مدينتين. نحن نقارن خطوط الأسطح.",
        ),
    ),
    "mug": DemoTranslation(
        title="كوب من مهرجان ميناء عام 2009",
        question="أيّ مدينة أقامت عام 2009 مهرجانًا للميناء بهذه السفينة؟",
        known="كلمة HAVNEFEST تعني مهرجان الميناء بالدنماركية أو النرويجية. للسفينة ثلاثة صوارٍ.",
        alt_text=(
            "كوب بلون القشدة بحافة بنّية ورسم أزرق زال بعضه: سفينة بثلاثة صوارٍ، وأمواج، وكلمة "
            "HAVNEFEST، وسنة 2009."
        ),
        updates=("عرفنا المدينة الآن. نرجو عدم إرسال المزيد من الإجابات عن هذا الكوب.",),
        outcome_text=(
            "ذكر لنا المدينةَ ثلاثةُ أشخاص ساعدوا في المهرجان، كلٌّ منهم على حدة. لم يحصل على هذا "
            "الكوب سوى 200 من المتطوعين. وقد دفع ذلك القضية إلى الأمام. شكرًا لكم."
        ),
    ),
}
TRANSLATIONS: Final = {"de": _GERMAN, "pl": _POLISH, "ar": _ARABIC}
