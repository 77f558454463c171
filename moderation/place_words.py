"""Words about places: doubtful names and short forms of countries; gazetteer.py reads them."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Names that are read as a place only close to the name of their country: everyday words, first and
# last names, brands. Chosen by hand from the common words of 29 languages that the gazetteer took
# for cities. Folded.
DOUBTFUL = _words(
    """
    aba adalet agri ahmad aidin ainas airport ajax alegre alexandra alicia allen alley alliance
    alvarado ama amadeo amani amano amara ambon american americana amparo anda anderson andria
    angeles angers anjan anjo ankan ann anthem antonina antony aparecida apartado apostoles
    apotheke arabi arak arar arcadia areal ariel arizona arnold assis athen atlantis augusta
    aurora aventura bade badger bago bahia baise baldwin balsas balu banan banda bandar bangi
    bangkit bangsar banning baran barbosa baris barnes barranco barras barreira bartlett bastos
    bata batalha batang bath bati batman batu beaufort beira belen belize bello bender bendera
    beni benim benin bensi bentley benton berber berea beria bethany betul beverly bida bima
    bimbo binan birine birute bismarck boise bole boli bolu bonito boulder bourse bradley
    brandon brasil breme brent brits britse brod brossa bryan bryant buchanan buckley buda
    buffalo bugia bukan bumba bunda burton bush buta butterfly cabildo caire caldas cali caller
    camargo camden campana campbell campi campina canela canning cansa capas capela cardenas
    carlton carmel carmelo carmen carmona carnegie carolina caroline carora carrefour carson
    cary casper castel castello castelo castilla castro cativa cela celo centar centenario
    centennial central centro cerro champa chandler charlotte chaves chelsea cheng chia chico
    chino chu claudio clayton clinton coban codo coimbra colima colina colinas coloma colonia
    colorado columna commonwealth como compton concepcion conception concord concordia
    confederation conquista constancia constante constanza constitucion contagem converse conway
    coral cordeiro corinto cork cornelius coro corona coronado coronel corrente correntes
    corrientes corum costanza cruces crystal cua custodia cutler dabei dajal dalai dalas dali
    dalton damam damas daphne darwin david defiance dekke delaware delgado delis delta denton
    derby desna dewas dewasa diamante dickinson dickson diego dila dili dining diyarbakir
    dolores domas douane douglas downey draper duarte duma dumai dunaj duncan durant duren
    easton ede edene edessa edison elizabeth emesa encanto encarnacion encontrados ende engels
    enterprise escada esperanca esperanza esquina essen essex estacio estelle estero estrela
    estrella eu eugene eureka everett evergreen extrema fairfield farsan fatih fatima favoriten
    federal feira felling ferguson fes flavia fletcher florencia flores florida florin fonseca
    fontaine fontana forest formiga fortuna fountain franka franklin franko fredericia frederick
    frontera fundacion furth gama gao garcia gardner garibaldi garner gaspar gaya genes genteng
    george gera gerat gigante gilbert girin gloria godfrey golden golfe goma gonder google
    gracas gracia gracias grande granger granja grasse grata greenwood gresik griffin griffith
    guadalupe guarda gucun guli gulu gumi guna gutierrez habra halep hamilton handa handan
    hannibal hanno harper harrison hartford harvey haura hawthorne hayden helena henderson
    hercules hermosa hidalgo highland hino hofu holden holiday hollywood homs honan hoover
    hopkins horizonte howard hub hudson hue huizen humble hurricane hutang iba ibb ica iguala
    imperia imperial imus indang independence independencia insula irving isabela ise iskandar
    itu jackson jambes jambi jambul jardim jaroslav jaroslaw jasper jau jericho johnston jolo
    jordan jos juarez judah juliet jupiter justicia kadi kadun kahta kali kalio kalis kallar
    kampar kampen kampene kane kani kanker kano kansk kanske kara karin kars kasaba kasihan
    kasur katak kati katras kaya kelar keller kemer kendal kendall kennedy kenner kent keresek
    keskin khuy kilis kilmes kira kisi kita kitas klang koga koka kolar kolonia konak konan
    konia konja korona kosong koster kosti kota koto koulun kovai krasni krasny kudus kulim kure
    labe labrador lafayette lagarto lagas lages laguna lahan laitan lampa landen lander
    landsberg langen langue lanus largo larissa larkin latina laurel laval lawrence lawson lekki
    leme lenger leno lens leon leonas leslie lester letica leticia levis liberal liberdade
    liberec libertad liberty libres lida limpio lincoln lindau lindsay lione lira litros logos
    loni lourdes lowell luand lucero lutz lyons maanas machado madera madison madonna madura
    magdalena mage magenta makaa makale malang malaya malda maldonado male malo man manacor
    manage manager manas mandan mandela manger mango manning manos mansa manta maran marcos mari
    maria mariana mariano marica mariel marina marino marion marka markem mars marshall martin
    martinez mary masai mascara masina maskara massa matala materi mathews mati matthews matura
    mau maua medan medias medina menade mendes menila mentor merced mercedes meridian meriti
    mesa mestre metro midway milagres milagro miller minden minna mirat mission mitchell mito
    mitra mitte mobila mobile modesto moga moju molina molotov moncloa monroe monsanto monster
    montana morales moreno moria moro mosel moska mosko most motown muar murphy murray mus musil
    musina mustang nacimiento nada nador naga nakama nancy naruto natal natale nayarit negara
    nelson neuken nice nobres noda norden normal norman norton nova novo nyala obispos obu
    officer olbia olinda oliveira olympia olympic ome oosterhout opportunity oral oran orang
    orange ordu oregon orel orleano osan osh osorio ostin ostrov ota owo pacifica pacifico
    palacio palakad palika palm palma palmas palmer palu panama paniki panorama papaya parada
    paradajz paradise paraiso paramount parana paras pare parede paredes parella parisien parker
    parla parola parole pasig passos pastas pasto pati patra patterson pau paulista pearl penki
    pensa penze pereira pereme permata permet perry perto pest pesta peste pesto pilar pimentel
    pinheiro pinheiros pinner piter pitic pizarro plaisance plaisir planalto plano planom
    plantation plaque playas plock plocka pola police polohy pompeu poole portage portao posen
    potenza praag praia prato preston progreso propria prosper prosperidad provas providence
    provo provou pueblo pueblos pulai puno puri putten quarto queens quezon quintana quintero
    racine ramma ramona ramos ramsey randolph raposa rashid rasto rasyid reading realeza redding
    reforma reggio regina registro remedios renala reno republic republica requena resende
    reserva reservoir resistencia resita restrepo retiro retreat reus rezende riadi ribeira
    ribeirao ribera richardson richmond rivera riverside rize robertson rodriguez rogers roma
    romana romanov romulus roosevelt rosales rosana rosario rosenberg rota rubino rugby
    rutherford rutland sabah saga sagar saham saida saint sainte saki saku salama salas salazar
    sale salem salgado salina salinas salmas salta saltas salto saltos salvador sama samah
    samana samar samba sambal samo sampa sampang san sanaa sander sandy sanford sanger sannar
    sano santana santau santos sanya sapore sari sarja sarria saruna satana satu savage savanna
    savannah schid sebastia sebastian secunda segura selam selama senden serang serasa serena
    serian serra serrana serres seto settur seviye seymour shang shaping shaw shelby sheridan
    sherman sherwood shirley siano sibu singen singur sininen sisli sitten socorro sofie soka
    soledad soliman somerset sophie soran sorriso southend span spark sparks sparta spata split
    spring springs stadi stafford stains stanger stanislav stanislaw stanley stanton stella
    sterling stuart suarez subang sucre suffolk suita sukur sumber summit sunrise sunset sunway
    superior surat surprise svobody swan swords szamara tabaco tabora talavera talca tama tamano
    tampan tanca tanda tandai tanga tango tanong tanta tarsas tarsos tata tavares taylor taza
    teera tela tema temen tempe temple terasa teresa terminus terrace tete thomson thorne
    thornton thuong tide tienen tima timon tokat tokios tolong torin torrent torres tours toyota
    trente trento trident trindade trinidad triunfo tuba tucker tula tulong tuna tunas tunes
    turan turen turime tusan tyler tyre ube ufa uji uman union universidad university uptown
    urbana urganch urgence urusan usa usak valadares valente valle valles valverde van vang
    varna varsa velho velkom ventas ventura verden vereniging vernon viana victor victoria
    victorias viden vieno viktoria viktorija vince vincent vineyard vinh virar virginia visak
    visoko vista vitoria vivian vladimir vladimira vladimiras voluntari vulcan wakefield walker
    walnut walton wangen wangsa warren warwick waterloo wau wayne wedding weiden welkom wensen
    werder westbrook weston wetter whitehall whitman whitney wigan wilson winchester windsor
    winston wladimir wola woodland wright xviiie yao yola zabrat zachary zaitun zarja zarka
    zubair αρτα κοτα μανασ μεσα νικαια πατρα σαντοσ алтаи анжи артем аурора багата балу бани
    баран бари барри белене белци бельо бо боку брод буда ван верныи виктория викторија владимир
    владимира володимир воля ворен вікторія вірнии гага гама глаз грешам грозна дали дарби
    дарвин даша дели делта дельта дерби дербі джоли джордж диво додому дума думаи еи есен заря
    иванов кали камина кани кара караи карин кати кафе кери кога константин константина корона
    кота кофе куки куча леви леон лира мале мари марка мати матура мека мемфис меса метро мога
    могу намира низа ним ница но норман орел пали паники пати планом раба рака рали рашид решт
    ровно роли ролі романов сава сага сакате салам сантос сари семеи серена сето собрал соул
    софи схід таилер такома такому танга танго тајлер тема тихи того тур усі франка франко час
    шарлот шахти шахты џексон 万博 三合 三河 东城 东方 中和 中央 中野 今天 光明 公园 关口 北区
    同仁 和平 四日 园林 城中 城市 城西 大同 大和 大学 天府 太平 奋斗 学校 孩子 安宁 安康 安达
    家庭 尼斯 巴里 市场 平安 府中 戴维 新城 新桥 新港 日光 日野 时代 朋友 朝日 本町 林肯 桥头
    欧文 民主 永安 河东 泰勒 海伦 港区 甲子 白山 白银 米里 联合 肯特 胜利 花园 荔枝 足立 长征
    青年
    """
)

# Country names that are also a garment, a first name or a word: read only in the middle of a
# sentence, with a capital, and not after another capitalised word ("Air Jordan", "New Jersey").
DOUBTFUL_COUNTRIES = _words(
    """
    benin chad chade dominique georgia georgie grenade guadalupe island jersey jordan
    mali martinique maurice mauricio montserrat norfolk norra oman reunion salvador serbi suede
    togo turkey грчка ирска мали малі того чад чешка
    """
)
# Names of countries in some language that mean something else in too many others.
NEVER_COUNTRIES = _words(
    """
    ao bi cad cada cadas cile cin duc fas gane ira irija kine lao lati maili man mon nga oma
    pala sabiq saksa samo sark sec sile sili sip spann tai toga בנין بنين شام مالي موريس نيوي
    پلاو
    """
)
# Read only with a capital: things ("china"), adjectives, and "viena", Lithuanian for "one".
CAPITAL_ONLY = _words(
    """
    alanda benin bruine chade chile chili china chine columbia congo curacao francais franse
    gambia germane guine guinea indie irako irana island israeli itali japana japani jerman
    komory malte maurici medina medine niger norra omaan palau panama reuniao riunione samara
    samoa serbi somali spanyol suede suuria swiss tonga turin turki viena vietne
    """
)

# What people write for a country beside the name CLDR gives it.
COUNTRY_ALIASES = {
    "AE": "UAE, Emirates, Dubai Emirate",
    "BA": "Bosnia, Bosnien, Bosnie, Bośnia, Bosna, BiH, Босния, Босна",
    "BY": "Belorussia, Weißrussland, Белоруссия, Білорусь",
    "CD": "DR Congo, Congo Kinshasa",
    "CH": "Schweiz, Suisse, Svizzera",
    "CI": "Ivory Coast, Cote d'Ivoire",
    "CN": "People's Republic of China, Mainland China",
    "CZ": (
        "Czech Republic, Tschechische Republik, République tchèque, República "
        "Checa, Česká republika"
    ),
    "GB": (
        "UK, U.K., Great Britain, Britain, England, Scotland, Wales, Northern "
        "Ireland, Großbritannien, Schottland, Grande-Bretagne, Angleterre, Écosse, "
        "Gran Bretaña, Inglaterra, Escocia, Gran Bretagna, Inghilterra, Scozia, "
        "Grã-Bretanha, Engeland, Schotland, Anglia, Szkocja, Wielka Brytania, "
        "Anglie, Anglicko, Engleska, Αγγλία, Англия, Великобритания, Англія, "
        "İngiltere, 英格兰, 英国, イングランド, イギリス, 영국"
    ),
    "HK": "Hong Kong, Hongkong, Hong-Kong, Гонконг, 香港",
    "KR": "South Korea, Korea, Corea, Südkorea, Corée, 韩国, 韓国, 한국",
    "KP": "North Korea, DPRK",
    "MK": "Macedonia, Mazedonien, Macédoine, Македонија, Македония",
    "MM": "Burma, Myanmar",
    "MO": "Macao, Macau",
    "NL": (
        "Holland, Hollande, Holanda, Olanda, Holandia, Holandsko, Nizozemsko, "
        "Ολλανδία, Голландия, Голландія"
    ),
    "PS": "Palestine, Palästina, Palestina, فلسطين",
    "RU": "Russian Federation, Russland, РФ, Российская Федерация",
    "SY": "Syria, Syrie, Siria",
    "TR": "Turkey, Turkiye, Turquie, Türkei, Turquía, Turchia",
    "TW": "Taiwan, 台湾, 臺灣",
    "US": (
        "USA, U.S.A., United States of America, Vereinigte Staaten, États-Unis, "
        "EEUU, EE.UU., Stany Zjednoczone, Stati Uniti, Estados Unidos, Штаты, США, "
        "美国, 米国, アメリカ, 미국"
    ),
    "VA": "Vatican, Vatikan, Vaticano",
    "VN": "Viet Nam, Vietnam",
}
