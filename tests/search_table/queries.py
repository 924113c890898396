"""Queries by kind: what is typed, and the client meant.

Each means one client. What many answer to alike, such as the first six figures of a phone in a
base of 100,000, has no right answer and is not asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.search_table.cards import numbers

MISSED = frozenset(
    ("лебедеву", "завод жби", "иванов п к", "мюлер", "патрик онил", "садик 117", "джони смит")
)
"""What people may well type and the search does not put first yet: the dative of a surname that
others bear in the nominative, abbreviations and pet words, initials of a frequent surname, an
English name as it is heard."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One query: its kind, what is typed, the client meant by its name in `cards.CARDS`."""

    kind: str
    text: str
    meant: str


_TABLE: Mapping[str, Mapping[str, str]] = {
    "scraps of names": {
        "semenova": "семёнова наталья|Наталья Семёнова|НАТАЛЬЯ СЕМЕНОВА|семен натал викт|викторовна семенова",
        "romashka": "ромашка|ООО Ромашка|«Ромашка»|ромашка ооо",
        "scherbakov": "щербаков|щерб юр|юрий щербаков|львович щерб|ИП Щербаков",
        "hachaturyan": "хачат|ашот|ХАЧАТУРЯН АШОТ|атурян",
        "elektrosnab": "электроснаб|снаб-юг|ЭлектроСнаб Юг|электроснаб-юг",
        "smith": "smith|john smith|SMITH JOHN|smi joh",
        "acme": "acme|tools acme|acme tools ltd",
        "elkin": "ёлкин фомич|елкин|Пётр Ёлкин",
        "uyut": 'кафе уют|уют кафе|Кафе «Уют»|"уют"',
        "shaihutdinova": "шайхут|гюльнара|хутдинова гюль",
        "pechersky": "мельников|печерский|андрей печерск|мельников-печерский",
        "chaika": "чайка|чайка и ко|ооо чайка",
        "zavod": "железобетон|завод жел|изделий №5|завод железобетонных изделий",
        "zhukovskaya": "жуковская|юлия жук",
        "karata": "32 карата|карата стомат",
        "ivanov": "иванов петр кузьмич|кузьмич иванов|иванов ефремов",
        "bergstrom": "bergström|bergstr",
        "oneill": "o'neill|patrick o'neill|oneill",
        "muller": "müller|sanitär müller",
        "sad": "сад 117|детский сад|сад №117|детский сад № 117",
        "tsoy": "цой|виктор цой",
        "kim": "ким ирина|ирина ким",
        "garage": "гараж 77|гараж|77 гараж|автосервис гараж",
        "emelyanova": "емельянова|ксения емел|КСЕНИЯ ЕМЕЛЬЯНОВА",
        "garden": "green garden|garden green|greengarden",
        "belova": "olga belova|belova olga",
        "vektor": "вектор-телеком|телеком|Вектор Телеком",
        "yurieva": "юрьева|фаина юрьева|эдуардовна",
    },
    "people inside a firm": {
        "romashka": "лебедева ольга|ольга игоревна лебедева",
        "zavod": "пшеничникова|зинаида карповна|карповна",
        "uyut": "гордеева|алла гордеева",
        "sad": "рыжикова|заведующая рыжикова|инна павловна рыж",
    },
    "phones: 12 notations": {
        "semenova": "+7 916 204-17-83|8 916 204-17-83|8(916)2041783|89162041783|79162041783|+79162041783|"
        "9162041783|916 204 17 83|7-916-204-17-83|8 (916) 204 17 83|916.204.17.83|+7 (916) 204–17–83|"
        "тел. 8-916-204-17-83|8‑916‑204‑17‑83",
        "elektrosnab": "8 800 555 35 49|88005553549",
        "smith": "+44 20 7946 0958|442079460958",
        "zavod": "8 48751 4-17-20|+7 (48751) 41720",
        "acme": "+1 212 555 0147|212-555-0147",
        "garage": "499 340 77 77",
    },
    "phones: last digits and parts": {
        "semenova": "2041783|204-17-83|204 17 83|семенова 1783|17-83 семенова|8 916 204-17",
        "scherbakov": "771-20-64|7712064|щербаков 2064",
        "hachaturyan": "410-55-19|928 410 55",
        "uyut": "555012|55-50-12",
        "tsoy": "7001962|8 914 700",
        "kim": "ким 0805|311-08-05",
        "emelyanova": "1280034|905 128-00",
        "smith": "7946 0958|79460958",
    },
    "e-mail": {
        "semenova": "n.semenova@mail.ru|N.Semenova@Mail.Ru|n.semenova",
        "romashka": "info@romashka-flowers.ru|romashka-flowers|@romashka-flowers.ru",
        "scherbakov": "scherbakov-kuhni|yuri@scherbakov",
        "acme": "sales@acme-tools.com|acme-tools.com",
        "uyut": "kafe_uyut71|kafe_uyut71@yandex.ru",
        "zhukovskaya": "juliazh",
        "oneill": "paddy@oneill.ie|paddy@",
        "garage": "garage77",
        "elektrosnab": "zakaz@elsnab.ru|elsnab",
        "muller": "mueller-sanitaer",
    },
    "ИНН": {
        "romashka": "7784022976|7784 022 976|ИНН 7784022976|77840229",
        "scherbakov": "044268325598|инн: 044268325598|0442 6832 5598",
        "elektrosnab": "1104197875",
        "chaika": "5029984878|502998487",
        "zavod": "8594722570",
        "karata": "0636659670|06366596",
        "vektor": "0168501279",
    },
    "wrong layout": {
        "semenova": "ctvtyjdf yfnfkmz|CTVTYJDF YFNFKMZ|yfnfkmz ctvtyjdf",
        "romashka": "hjvfirf|JJJ Hjvfirf",
        "scherbakov": "othfrjd|othfrjd .hbq|.hbq othfrjd",
        "hachaturyan": "[fxfnehzy|fijn [fxfnehzy",
        "elkin": "tkrby|`krby|`krby gtnh",
        "zhukovskaya": ";erjdcrfz|;erjdcrfz .kbz",
        "uyut": "rfat e.n|e.n rfat",
        "shaihutdinova": "ifq[enlbyjdf",
        "emelyanova": "tvtkmzyjdf rctybz",
        "karata": "32 rfhfnf",
        "tsoy": "wjq|wjq dbrnjh",
        "zavod": ";tktpj,tnjy|pfdjl ;tktpj,tnjyys[",
        "smith": "ыьшер|ощрт ыьшер",
        "acme": "фсьу ещщды|фсьу",
        "garden": "пкуут пфк|пкуут пфквут",
        "garage": "ufhf; 77",
        "belova": "щдпф иудщмф",
        "pechersky": "gtxthcrbq",
    },
    "wrong layout half-way": {
        "semenova": "семенова yfnfkmz",
        "ivanov": "иванов repmvbx",
        "elkin": "елкин gtnh",
    },
    "transliteration: Latin typed": {
        "semenova": "semenova natalya|semyonova natalia|semenova nataliya|Natalja Semjonova",
        "romashka": "romashka|OOO Romashka",
        "scherbakov": "shcherbakov|scherbakov yuriy|shherbakov yurij|shcherbakov iurii|sherbakov yuri",
        "hachaturyan": "khachaturyan|hachaturyan|khachaturian ashot|xachaturyan",
        "elektrosnab": "elektrosnab|elektrosnab-yug|elektrosnab jug",
        "elkin": "yolkin|elkin petr|yolkin pyotr",
        "zhukovskaya": "zhukovskaya|zhukovskaia iuliia|jukovskaya julia|zhukovskaja julija|žukovskaâ",
        "shaihutdinova": "shaykhutdinova|shaihutdinova gulnara|gyulnara",
        "emelyanova": "emelyanova|yemelyanova kseniya|emelianova xenia|ksenia emelyanova",
        "uyut": "kafe uyut|kafe ujut",
        "chaika": "chaika|chayka|chajka",
        "tsoy": "tsoy|tsoi viktor|coj viktor",
        "kim": "kim irina",
        "yurieva": "yurieva faina|jurjeva|iureva|yuryeva",
        "pechersky": "melnikov-pechersky|pecherskiy|melnikov pecherskij",
        "vektor": "vektor-telekom",
        "karata": "stomatologiya 32 karata",
    },
    "transliteration: Russian typed": {
        "smith": "джон смит|смит",
        "acme": "акме",
        "belova": "ольга белова|белова ольга",
        "garden": "грин гарден|гарден",
        "bergstrom": "бергстром",
        "oneill": "патрик",
        "muller": "мюллер",
    },
    "typos": {
        "semenova": "семёнова наталия|семенова наталя|семнова наталья|семенова натлья",
        "romashka": "ромашкаа|рмоашка|рамашка",
        "scherbakov": "щербоков|щербаокв юрий|шербаков|щирбаков",
        "hachaturyan": "хачатурьян|хочатурян|хачитурян",
        "elektrosnab": "електроснаб|электраснаб",
        "smith": "jonh smith|smiht",
        "acme": "acmee tools|acme tols",
        "elkin": "елкинн петр|ёлкин питр",
        "shaihutdinova": "шайхудинова|шайхутдинова гульнара|шайхуддинова",
        "pechersky": "мельников-печерскай|печорский|мелников печерский",
        "zavod": "железобитонных|жилезобетонных изделий",
        "zhukovskaya": "жуковсая|жуковскоя|жуковская юля|жуковкая юлия",
        "karata": "стоматалогия|стамотология",
        "emelyanova": "емильянова|имельянова|емельяноа ксения",
        "garden": "green gardn|grin garden",
        "bergstrom": "bergstrom|bergstorm",
        "muller": "muller",
        "garage": "автосирвис гараж",
        "yurieva": "юриева|юрева фаина",
        "uyut": "кофе уют",
        "vektor": "вектор-телеком пао|вектор телекомм",
    },
    "ё and е": {
        "elkin": "елкин петр|ёлкин петр|елкин пётр|ЁЛКИН ПЁТР",
        "semenova": "семенова н викторовна|СЕМЁНОВА ВИКТОРОВНА",
        "scherbakov": "щербаков щекино|щербаков щёкино",
        "ivanov": "иванов пётр кузьмич",
    },
    "numbers and codes": {
        "romashka": "A-00417|a-00417",
        "elektrosnab": "ЮГ/0089|юг/0089",
        "acme": "UK-7731|uk-7731",
        "vektor": "В-1120/7",
    },
    "tags": {
        "semenova": "#кухни_под_ключ|кухни под ключ|#кухни",
        "hachaturyan": "#армянский_клуб|армянский клуб|#арм",
        "pechersky": "#дача-2026|дача-2026|мельников #дача",
        "emelyanova": "#виниловый_пол|виниловый|#винил емельянова",
    },
    "notes": {
        "semenova": "москитную сетку с кошачьей|кошачья дверца|москитная сетка кошачья",
        "romashka": "тюльпанов|пробная поставка тюльпанов|тюльпаны к восьмому марта",
        "hachaturyan": "кованые ворота|ворота под старину",
        "smith": "catalogue in english|before the fair",
        "uyut": "меняют вывеску|макет до пятницы|вывеска макет",
        "ivanov": "любит рыбалку|рыбалка щуки|говорить о щуках",
        "vektor": "тендер выиграл конкурент|вернуться осенью",
    },
    "own fields": {
        "semenova": "лада веста|А417ВС71|а417вс|веста а417|84,5|84.5|17.03.2026|2026-03-17|17 марта 2026",
        "elkin": "уаз патриот|патриот|бамбук",
        "zhukovskaya": "12,75",
        "garage": "эвакуатор|хино эвакуатор",
    },
    "deals and tasks": {
        "semenova": "остекление лоджии|лоджии каширск|каширская лоджия",
        "elektrosnab": "щит учёта|щит учета для склада",
        "acme": "hand drills|container of hand",
        "ivanov": "баня из бруса|бруса баня",
        "scherbakov": "образцы фурнитуры|забрать образцы",
        "pechersky": "насчёт беседки|беседки",
    },
    "as people say it": {
        "semenova": "наташа семенова|семеновой наталье|семенова тула|semenova tula|семёнова 2041783|"
        "сетка с дверцей|семенова каширская|#кухни семенова|веста|ctv`yjdf yfn",
        "romashka": "ромашка тула|romashka flowers|7784-022-976|hjvfirf nekf|a00417|лебедеву|"
        "тюльпаны восьмое марта|ромашка тюльпаны",
        "scherbakov": "щербакову юрию|юра щербаков|shcherbakov yury|щекино щербаков|щербаков ю л|"
        "ип щербаков ю.л.|щербаков фурнитура",
        "hachaturyan": "хачатуряна|ашот гургенович|hachaturian|9284105519|fijn",
        "elektrosnab": "електро снаб юг|электро-снаб|555 35 49|zakaz elsnab|'ktrnhjcyf,",
        "elkin": "елкина петра|елкин п ф|ёлкин орёл|elkin petr fomich|tkrby gtnh",
        "uyut": "кофе «уют»|kafe_uyut|уют вывеска|e.n",
        "shaihutdinova": "шайхутдинова казань|gulnara shaihutdinova|shajhutdinova|850-43-22",
        "pechersky": "мельников андрей|melnikov|беседку|vtkmybrjd",
        "chaika": "чайка ко|chaika i ko|xfqrf|788-23-01",
        "zavod": "железобетонные изделия|пшиничникова|завод жби|zavod zhelezobetonnykh",
        "zhukovskaya": "жуковская ю|жуковскую|julia zh|0185573",
        "karata": "карата 32|stomatologia|703232|rfhfnf",
        "ivanov": "иванов кузьмич|ivanov petr kuzmich|иванов рыбалка|1902746|иванов п к",
        "bergstrom": "bergstrom ab|бергстрем",
        "muller": "sanitar|mueller|мюлер",
        "oneill": "o neill|oneil|патрик онил",
        "sad": "детский сад 117 рыжикова|садик 117|ltncrbq cfl",
        "tsoy": "цой в|coy|wjq",
        "kim": "ким и|ира ким|rbv bhbyf",
        "garage": "гараж77|garazh 77|340 77 77",
        "emelyanova": "емельянова ксюша|emeljanova|имельянова ксения|емельяновой",
        "garden": "garden llc|gren garden|hello@green",
        "belova": "olga riga|ольга рига|belova o",
        "vektor": "vector telecom|вектор телеком|dtrnjh|тендер осенью",
        "yurieva": "фаина|yuryeva faina|.hmtdf|5556138",
        "smith": "smith john|джони смит|jhon smith|fair catalogue",
        "acme": "акме тулс|acm tools|5550147",
    },
}
_OF_PAPERS = ("{}", "№{}", "№ {}", "счёт {}", "Счет № {}", "invoice {}")


def table() -> Iterator[Asked]:
    """All of them, kind by kind."""
    for kind, meant in _TABLE.items():
        for client, texts in meant.items():
            for text in texts.split("|"):
                yield Asked(kind, text, client)
    for place, (client, number) in enumerate(numbers().items()):
        for form in _OF_PAPERS[place % 2 :: 2]:
            yield Asked("numbers of papers", form.format(number), client)
