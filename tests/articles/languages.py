"""Short and long texts in many languages, in our own words, and English ones full of foreign names."""

from __future__ import annotations

#: By language: a short text and a long one.
FOREIGN = {
    "es": (
        "El ministro firmó el acuerdo lunar el martes por la tarde.",
        (
            "La agencia espacial anunció que enviará un pequeño vehículo al polo sur de la Luna antes de que termine la década. "
            "Según el director, la misión costará menos que la anterior, porque varias universidades aportarán los instrumentos. "
            "Todavía no se sabe qué cohete se utilizará ni quién pagará el seguro."
        ),
    ),
    "fr": (
        "Le ministre a signé hier soir l'accord sur la Lune à Paris.",
        (
            "L'agence spatiale a confirmé que son petit véhicule partira vers le pôle sud de la Lune avant la fin de la décennie. "
            "Les ingénieurs espèrent y trouver de la glace, mais ils reconnaissent que le terrain est difficile. "
            "Le budget, voté au printemps, reste plus faible que prévu."
        ),
    ),
    "de": (
        "Der Minister hat das Mondabkommen am Dienstag unterschrieben.",
        (
            "Die Raumfahrtagentur will noch in diesem Jahrzehnt ein kleines Fahrzeug zum Südpol des Mondes schicken. "
            "Nach Angaben der Leiterin beteiligen sich mehrere Hochschulen an den Messgeräten. "
            "Welche Rakete fliegt, steht noch nicht fest, und auch über die Kosten wird weiter verhandelt."
        ),
    ),
    "it": (
        "Il ministro ha firmato martedì l'accordo sulla Luna a Roma.",
        (
            "L'agenzia spaziale ha detto che manderà un piccolo veicolo al polo sud della Luna prima della fine del decennio. "
            "Gli strumenti saranno costruiti da alcune università, mentre il razzo non è stato ancora scelto. "
            "Il governo spera che altri paesi vogliano partecipare alle spese."
        ),
    ),
    "pt": (
        "O ministro assinou o acordo lunar na noite de terça-feira.",
        (
            "A agência espacial informou que vai enviar um pequeno veículo ao polo sul da Lua antes do fim da década. "
            "Os instrumentos serão feitos por universidades do país, mas o foguete ainda não foi escolhido. "
            "O governo espera que outras nações também queiram participar da missão."
        ),
    ),
    "nl": (
        "De minister heeft het maanverdrag dinsdag in Den Haag ondertekend.",
        (
            "De ruimtevaartorganisatie wil nog dit decennium een klein voertuig naar de zuidpool van de maan sturen. "
            "Volgens de directeur bouwen drie universiteiten mee aan de instrumenten. "
            "Welke raket wordt gebruikt is nog niet bekend, en over de kosten wordt nog onderhandeld."
        ),
    ),
    "sv": (
        "Ministern skrev under månavtalet i Stockholm på tisdagen.",
        (
            "Rymdstyrelsen vill skicka ett litet fordon till månens sydpol innan årtiondet är slut. "
            "Flera högskolor bygger instrumenten, men ännu vet ingen vilken raket som ska användas. "
            "Regeringen hoppas att fler länder vill vara med och betala för resan."
        ),
    ),
    "pl": (
        "Minister podpisał we wtorek porozumienie dotyczące Księżyca.",
        (
            "Agencja kosmiczna chce jeszcze w tej dekadzie wysłać mały pojazd na południowy biegun Księżyca. "
            "Przyrządy zbuduje kilka uczelni, ale rakiety jeszcze nie wybrano. "
            "Rząd liczy na to, że inne państwa zechcą pokryć część kosztów wyprawy."
        ),
    ),
    "cs": (
        "Ministr podepsal dohodu o Měsíci v úterý večer v Praze.",
        (
            "Kosmická agentura chce ještě v tomto desetiletí poslat malé vozítko k jižnímu pólu Měsíce. "
            "Přístroje postaví několik vysokých škol, raketa však dosud nebyla vybrána. "
            "Vláda doufá, že se na výdajích budou podílet i další země."
        ),
    ),
    "ru": (
        "Министр подписал соглашение о Луне во вторник вечером.",
        (
            "Космическое агентство намерено до конца десятилетия отправить небольшой аппарат к южному полюсу Луны. "
            "Приборы создадут несколько университетов, однако ракета пока не выбрана. "
            "Правительство надеется, что другие страны тоже примут участие в расходах."
        ),
    ),
    "uk": (
        "Міністр підписав угоду про Місяць у вівторок увечері.",
        (
            "Космічне агентство має намір до кінця десятиліття відправити невеликий апарат до південного полюса Місяця. "
            "Прилади створять кілька університетів, однак ракету ще не обрали. "
            "Уряд сподівається, що інші країни також візьмуть участь у витратах."
        ),
    ),
    "zh": (
        "部长星期二晚上在北京签署了月球合作协议。",
        (
            "航天局表示，计划在本十年结束之前向月球南极发射一辆小型月球车。多所大学将参与研制科学仪器，但运载火箭尚未选定。"
            "政府希望更多国家加入这一项目，并共同承担费用。"
        ),
    ),
    "ja": (
        "大臣は火曜日の夜、月探査に関する協定に署名した。",
        (
            "宇宙機関は、この十年が終わる前に小型の探査車を月の南極へ送る計画だと発表した。"
            "観測装置はいくつかの大学が作るが、ロケットはまだ決まっていない。政府は他の国々にも費用の負担を求めている。"
        ),
    ),
    "ko": (
        "장관은 화요일 저녁 서울에서 달 탐사 협정에 서명했다.",
        (
            "우주청은 이번 십 년이 끝나기 전에 작은 탐사차를 달의 남극으로 보낼 계획이라고 밝혔다. "
            "관측 장비는 여러 대학이 만들지만 로켓은 아직 정해지지 않았다. 정부는 다른 나라들도 비용을 나누기를 바란다."
        ),
    ),
    "ar": (
        "وقع الوزير اتفاق القمر مساء يوم الثلاثاء في العاصمة.",
        (
            "قالت وكالة الفضاء إنها تعتزم إرسال مركبة صغيرة إلى القطب الجنوبي للقمر قبل نهاية هذا العقد. "
            "وستصنع عدة جامعات الأجهزة العلمية، لكن الصاروخ لم يحدد بعد. وتأمل الحكومة أن تشارك دول أخرى في النفقات."
        ),
    ),
    "tr": (
        "Bakan, Ay anlaşmasını salı akşamı Ankara'da imzaladı.",
        (
            "Uzay ajansı, bu on yıl bitmeden Ay'ın güney kutbuna küçük bir araç göndermek istediğini açıkladı. "
            "Ölçüm aletlerini birkaç üniversite yapacak, ancak hangi roketin kullanılacağı henüz belli değil. "
            "Hükümet başka ülkelerin de masraflara katılmasını umuyor."
        ),
    ),
    "id": (
        "Menteri menandatangani perjanjian tentang Bulan pada hari Selasa.",
        (
            "Badan antariksa mengatakan akan mengirim kendaraan kecil ke kutub selatan Bulan sebelum dekade ini berakhir. "
            "Beberapa universitas akan membuat alat ukurnya, tetapi roketnya belum dipilih. "
            "Pemerintah berharap negara lain juga mau ikut menanggung biayanya."
        ),
    ),
    "fi": (
        "Ministeri allekirjoitti kuusopimuksen tiistaina Helsingissä.",
        (
            "Avaruusjärjestö aikoo lähettää pienen kulkijan Kuun etelänavalle ennen vuosikymmenen loppua. "
            "Mittalaitteet rakennetaan useassa yliopistossa, mutta rakettia ei ole vielä valittu. "
            "Hallitus toivoo, että myös muut maat osallistuvat kustannuksiin."
        ),
    ),
    "el": (
        "Ο υπουργός υπέγραψε τη συμφωνία για τη Σελήνη την Τρίτη.",
        (
            "Η διαστημική υπηρεσία θέλει να στείλει ένα μικρό όχημα στον νότιο πόλο της Σελήνης πριν από το τέλος της δεκαετίας. "
            "Τα όργανα θα κατασκευαστούν από πανεπιστήμια, αλλά ο πύραυλος δεν έχει επιλεγεί ακόμη."
        ),
    ),
    "hi": (
        "मंत्री ने मंगलवार शाम को चंद्रमा समझौते पर हस्ताक्षर किए।",
        (
            "अंतरिक्ष एजेंसी ने कहा कि वह इस दशक के अंत से पहले चंद्रमा के दक्षिणी ध्रुव पर एक छोटा वाहन भेजेगी। "
            "उपकरण कई विश्वविद्यालय बनाएँगे, लेकिन रॉकेट अभी तय नहीं हुआ है।"
        ),
    ),
    "vi": (
        "Bộ trưởng đã ký thỏa thuận về Mặt Trăng vào tối thứ Ba.",
        (
            "Cơ quan vũ trụ cho biết sẽ gửi một xe nhỏ đến cực nam của Mặt Trăng trước khi thập kỷ này kết thúc. "
            "Nhiều trường đại học sẽ chế tạo thiết bị đo, nhưng tên lửa vẫn chưa được chọn."
        ),
    ),
    "he": (
        "השר חתם על הסכם הירח ביום שלישי בערב בירושלים.",
        (
            "סוכנות החלל מסרה כי בכוונתה לשלוח רכב קטן לקוטב הדרומי של הירח לפני סוף העשור. "
            "את המכשירים יבנו כמה אוניברסיטאות, אך הטיל עדיין לא נבחר."
        ),
    ),
}
ENGLISH = (
    "Peru signed.",
    "Peru, Chile and Ecuador signed the Artemis Accords.",
    "Roscosmos chief Dmitri Rogozin met Zhang Kejian, Wu Yanhua and Li Guoping of CNSA in Wenchang.",
    "Members: Azerbaijan, Belarus, Bolivia, Egypt, Kazakhstan, Nicaragua, Pakistan, Senegal, Serbia, South Africa, Venezuela.",
    "Signatories: Österreich's Bundesministerium, Agencia Espacial Mexicana, Agência Espacial Brasileira, Agenzia Spaziale Italiana.",
    "Zhang Kejian visited Ulaanbaatar. Batbold Sükhbaatar and Enkhbayar Nambaryn welcomed him at Khövsgöl.",
    "Türkiye's Türkiye Uzay Ajansı and Poland's Polska Agencja Kosmiczna sent letters to Deutsches Zentrum für Luft- und Raumfahrt.",
    "“La Luna es de todos,” said José Ñíguez Muñoz, head of Agencia Espacial del Perú, as he signed the text in Lima on Monday.",
    "Chang'e-8 (嫦娥八号) will carry instruments from Pakistan, Türkiye and Hong Kong, CNSA (国家航天局) said.",
    "India's Chandrayaan-3 lander Vikram and rover Pragyan slept at Shiv Shakti point; ISRO's S. Somanath hopes for more.",
    "Kremlin spokesman Dmitry Peskov told TASS, RIA Novosti and Interfax that Roscosmos, Energia and Lavochkin need time.",
    "GENEVA: Delegates from Côte d'Ivoire, São Tomé and Príncipe, Curaçao and Réunion asked for seats at the table.",
    "Sultan Al Neyadi, Hazzaa Al Mansoori, Nora Al Matrooshi and Mohammad Al Mulla train in Houston for Gateway.",
    "Signed: Luxembourg. Pending: Vietnam, Malaysia, Indonesia. Refused: none so far, officials said.",
)
