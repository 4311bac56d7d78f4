-- words.lua: the words of the house format by language, those of the page's own parts too, and dates in them. Both
-- renderers take them from here.

local words = {}

words.en = {
  edition = 'Edition', sources = 'Sources', all_sources = 'All sources named here, with their addresses', read_in = 'read in {1}',
  yes = 'yes', no = 'no', from = 'from {1}', trace = 'Show where each number comes from (hover or focus)', ['and'] = 'and', none = 'none', year = 'Year', choose = 'choose',
  decimal = '.', thousands = ',', of_grade = 'grade {1}',
  squares = '{1} assertions, in the order of the article', districts = 'Who lives in a district', district = 'District',
  people_of = '{1}: {2} people', routes = 'Close a route', close = 'Closed', open = 'All open',
  without_russia = 'Without Russian territory', nor_rail = 'Nor rail, part of which may cross it', closed = 'closed', limit = 'limit',
  can_leave = 'million tonnes of oil could leave in a year, with the lines of {1}.', limited_by = 'The limit is {1}.',
  one_way = 'Bars: one way to reach this maximum, of many; flow / room left by the oil of others, million tonnes a year.',
  links = { CPC = 'CPC to Novorossiysk', ['Atyrau-Samara'] = 'Atyrau–Samara', ['condensate to Orenburg'] = 'Condensate to Orenburg',
    ['Aktau-Makhachkala'] = 'Aktau–Makhachkala by tanker', rail = 'Rail', ['Atasu-Alashankou'] = 'Line to China',
    ['loading at Aktau'] = 'Port of Aktau', ['Aktau-Baku'] = 'Aktau–Baku by tanker' },
  threshold = 'What if “almost all” meant something else', almost_all = 'Almost all means at least', is_supported = 'would be supported:',
  is_open = 'would stay open:', is_contradicted = 'would be contradicted:',
  because = 'in {1}, the last year in print for all routes before the article, {2} to {3} % crossed Russia.',
  as_printed = 'That is the verdict printed, at {1} %.', turned = 'The verdict printed, at {1} %, would turn.',
  years_supported = 'Years that reach it for certain: {1}', years_open = 'Years that may reach it: {1}',
  years_contradicted = 'Years that do not: {1}',
  judgements = 'Key judgements', known = 'How we know', contents = 'Contents', note = 'Note', tip = 'Tip',
  warning = 'Warning', caution = 'Caution', important = 'Important', side = 'Side note', data = 'Data', download = 'Download',
  copy = 'Copy citation', copied = 'Copied', skip = 'Skip to the text', all = 'all', rows = '{1} of {2} rows',
  pan = 'Swipe the drawing sideways to see all of it', verdict = 'Verdict', grade = 'Grade', subject = 'Subject',
  fig = 'Figure', tbl = 'Table', sec = 'Section', eq = 'Equation', abstract = 'Abstract',
  months = { 'January', 'February', 'March', 'April', 'May', 'June',
    'July', 'August', 'September', 'October', 'November', 'December' },
  short_months = { 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec' },
  days = { 'Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday' }, -- from Sunday
  short_days = { 'Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat' },
  dates = { full = 'dddd, MMMM D, YYYY', long = 'MMMM D, YYYY', medium = 'MMM D, YYYY', short = 'M/D/YY' },
}
words.ru = {
  edition = 'Выпуск', sources = 'Источники', all_sources = 'Все названные здесь источники с адресами', read_in = 'прочитано здесь: {1}',
  yes = 'да', no = 'нет', from = 'из данных: {1}', ['and'] = 'и', none = 'нет', year = 'Год', choose = 'выберите',
  trace = 'Показать, откуда взято каждое число (при наведении или фокусе)',
  decimal = ',', thousands = ' ', of_grade = 'надёжность {1}',
  squares = 'Утверждений: {1}, в порядке статьи', districts = 'Кто живёт в районе', district = 'Район',
  people_of = '{1}: {2} чел.', routes = 'Закрыть маршрут', close = 'Закрыты', open = 'Все открыты',
  without_russia = 'Без территории России', nor_rail = 'И без железной дороги, часть которой может идти через неё', closed = 'закрыто', limit = 'предел',
  can_leave = 'млн тонн нефти в год можно было бы вывезти по линиям {1} года.', limited_by = 'Предел задаёт: {1}.',
  one_way = 'Полосы: один из многих способов достичь этого максимума; поток / место, которое оставляет нефть других, млн тонн в год.',
  links = { CPC = 'КТК до Новороссийска', ['Atyrau-Samara'] = 'Атырау — Самара', ['condensate to Orenburg'] = 'Конденсат в Оренбург',
    ['Aktau-Makhachkala'] = 'Актау — Махачкала танкером', rail = 'Железная дорога', ['Atasu-Alashankou'] = 'Линия в Китай',
    ['loading at Aktau'] = 'Порт Актау', ['Aktau-Baku'] = 'Актау — Баку танкером' },
  threshold = 'А если «почти всё» значит другое', almost_all = '«Почти всё» — это не меньше', is_supported = 'подтверждалось бы:',
  is_open = 'оставалось бы открытым:', is_contradicted = 'противоречило бы данным:',
  because = 'в {1} году, последнем, за который до статьи были напечатаны объёмы по всем маршрутам, через Россию прошло от {2} до {3} %.',
  as_printed = 'Таков и напечатанный вывод, при {1} %.', turned = 'Напечатанный вывод, при {1} %, изменился бы.',
  years_supported = 'Годы, которые точно его достигают: {1}', years_open = 'Годы, которые, возможно, его достигают: {1}',
  years_contradicted = 'Годы, которые его не достигают: {1}',
  judgements = 'Главные выводы', known = 'Откуда это известно', contents = 'Содержание', note = 'Примечание',
  tip = 'Совет', warning = 'Внимание', caution = 'Осторожно', important = 'Важно', side = 'Заметка на полях', data = 'Данные', download = 'Скачать',
  copy = 'Копировать библиографическую ссылку', copied = 'Скопировано', skip = 'Перейти к тексту', all = 'все', rows = 'Строк: {1} из {2}',
  pan = 'Проведите по рисунку вбок, чтобы увидеть его целиком', verdict = 'Вывод', grade = 'Надёжность', subject = 'Предмет',
  fig = 'Рисунок', tbl = 'Таблица', sec = 'Раздел', eq = 'Уравнение', abstract = 'Аннотация',
  months = { 'января', 'февраля', 'марта', 'апреля', 'мая', 'июня',
    'июля', 'августа', 'сентября', 'октября', 'ноября', 'декабря' },
  months_alone = { 'январь', 'февраль', 'март', 'апрель', 'май', 'июнь',
    'июль', 'август', 'сентябрь', 'октябрь', 'ноябрь', 'декабрь' },
  short_months = { 'янв.', 'февр.', 'мар.', 'апр.', 'мая', 'июн.', 'июл.', 'авг.', 'сент.', 'окт.', 'нояб.', 'дек.' },
  days = { 'воскресенье', 'понедельник', 'вторник', 'среда', 'четверг', 'пятница', 'суббота' }, -- from Sunday
  short_days = { 'вс', 'пн', 'вт', 'ср', 'чт', 'пт', 'сб' },
  dates = { full = 'dddd, D MMMM YYYY [г.]', long = 'D MMMM YYYY [г.]', medium = 'D MMM YYYY [г.]', short = 'DD.MM.YYYY' },
}
words.kk = {
  edition = 'Шығарылым', sources = 'Дереккөздер', all_sources = 'Осында аталған барлық дереккөздер мен мекенжайлары', read_in = 'оқылған жері: {1}',
  yes = 'иә', no = 'жоқ', from = 'дереккөзі: {1}', ['and'] = 'және', none = 'жоқ', year = 'Жыл', choose = 'таңдаңыз',
  trace = 'Әр санның қайдан алынғанын көрсету (меңзер не фокус қойғанда)',
  decimal = ',', thousands = ' ', of_grade = 'сенімділігі {1}',
  squares = '{1} тұжырым, мақаладағы ретімен', districts = 'Ауданда кім тұрады', district = 'Аудан',
  people_of = '{1}: {2} адам', routes = 'Бағытты жабу', close = 'Жабық', open = 'Бәрі ашық',
  without_russia = 'Ресей аумағынсыз', nor_rail = 'Бір бөлігі сол аумақпен өтуі мүмкін теміржолсыз да', closed = 'жабық', limit = 'шек',
  can_leave = 'млн тонна мұнай бір жылда шығарылуы мүмкін еді, {1} жылғы желілермен.', limited_by = 'Шектейтіні: {1}.',
  one_way = 'Жолақтар: осы ең үлкен мөлшерге жетудің көп жолының бірі; ағын / басқалардың мұнайынан қалған орын, жылына млн тонна.',
  links = { CPC = 'КТК, Новороссийскіге', ['Atyrau-Samara'] = 'Атырау — Самара', ['condensate to Orenburg'] = 'Орынборға конденсат',
    ['Aktau-Makhachkala'] = 'Ақтау — Махачкала, танкермен', rail = 'Теміржол', ['Atasu-Alashankou'] = 'Қытайға баратын желі',
    ['loading at Aktau'] = 'Ақтау порты', ['Aktau-Baku'] = 'Ақтау — Баку, танкермен' },
  threshold = 'Ал «барлығы дерлік» басқаны білдірсе ше', almost_all = '«Барлығы дерлік» дегені кемінде', is_supported = 'расталар еді:',
  is_open = 'ашық қалар еді:', is_contradicted = 'деректерге қайшы келер еді:',
  because = 'мақалаға дейін барлық бағыт бойынша көлемі басылған соңғы {1} жылы Ресей арқылы {2}–{3} % өтті.',
  as_printed = '{1} % кезінде басылған қорытынды да осындай.', turned = '{1} % кезінде басылған қорытынды өзгерер еді.',
  years_supported = 'Оған анық жететін жылдар: {1}', years_open = 'Оған жетуі мүмкін жылдар: {1}',
  years_contradicted = 'Оған жетпейтін жылдар: {1}',
  judgements = 'Негізгі тұжырымдар', known = 'Бұл қайдан белгілі', contents = 'Мазмұны', note = 'Ескертпе',
  tip = 'Кеңес', warning = 'Назар аударыңыз', caution = 'Абайлаңыз', important = 'Маңызды', side = 'Шеттегі жазба', data = 'Деректер', download = 'Жүктеп алу',
  copy = 'Библиографиялық сілтемені көшіру', copied = 'Көшірілді', skip = 'Мәтінге өту', all = 'барлығы', rows = 'Жолдар: {2} ішінен {1}',
  pan = 'Суретті толық көру үшін оны бүйірге сырғытыңыз', verdict = 'Қорытынды', grade = 'Сенімділігі', subject = 'Тақырып',
  fig = 'Сурет', tbl = 'Кесте', sec = 'Бөлім', eq = 'Теңдеу', abstract = 'Аңдатпа',
  months = { 'қаңтар', 'ақпан', 'наурыз', 'сәуір', 'мамыр', 'маусым',
    'шілде', 'тамыз', 'қыркүйек', 'қазан', 'қараша', 'желтоқсан' },
  short_months = { 'қаң.', 'ақп.', 'нау.', 'сәу.', 'мам.', 'мау.', 'шіл.', 'там.', 'қыр.', 'қаз.', 'қар.', 'жел.' },
  days = { 'жексенбі', 'дүйсенбі', 'сейсенбі', 'сәрсенбі', 'бейсенбі', 'жұма', 'сенбі' }, -- from Sunday
  short_days = { 'жс', 'дс', 'сс', 'ср', 'бс', 'жм', 'сб' },
  dates = { full = 'YYYY [ж.] D MMMM, dddd', long = 'YYYY [ж.] D MMMM', medium = 'YYYY [ж.] DD MMM', short = 'DD.MM.YY' },
}
words.de = {
  edition = 'Ausgabe', sources = 'Quellen', all_sources = 'Alle hier genannten Quellen mit ihren Adressen', read_in = 'gelesen in {1}',
  yes = 'ja', no = 'nein', from = 'aus {1}', ['and'] = 'und', none = 'keine', year = 'Jahr', choose = 'wählen',
  trace = 'Zeigen, woher jede Zahl kommt (mit Zeiger oder Fokus)',
  decimal = ',', thousands = '.', of_grade = 'Güte {1}',
  squares = '{1} Behauptungen, in der Reihenfolge des Artikels', districts = 'Wer in einem Bezirk lebt', district = 'Bezirk',
  people_of = '{1}: {2} Menschen', routes = 'Einen Weg schließen', close = 'Geschlossen', open = 'Alle offen',
  without_russia = 'Ohne russisches Gebiet', nor_rail = 'Auch ohne die Bahn, die zum Teil darüber führen kann', closed = 'geschlossen', limit = 'Grenze',
  can_leave = 'Millionen Tonnen Öl könnten in einem Jahr das Land verlassen, mit den Leitungen von {1}.', limited_by = 'Die Grenze setzt: {1}.',
  one_way = 'Balken: ein Weg von vielen zu diesem Höchstwert; Fluss / Platz, den das Öl anderer lässt, Millionen Tonnen im Jahr.',
  links = { CPC = 'CPC nach Noworossijsk', ['Atyrau-Samara'] = 'Atyrau–Samara', ['condensate to Orenburg'] = 'Kondensat nach Orenburg',
    ['Aktau-Makhachkala'] = 'Aktau–Machatschkala mit Tankern', rail = 'Bahn', ['Atasu-Alashankou'] = 'Leitung nach China',
    ['loading at Aktau'] = 'Hafen Aktau', ['Aktau-Baku'] = 'Aktau–Baku mit Tankern' },
  threshold = 'Und wenn „fast alles“ etwas anderes hieße', almost_all = 'Fast alles heißt mindestens', is_supported = 'wäre gestützt:',
  is_open = 'bliebe offen:', is_contradicted = 'widerspräche den Daten:',
  because = '{1}, im letzten Jahr, von dem vor dem Artikel Mengen aller Routen gedruckt waren, liefen {2} bis {3} % durch Russland.',
  as_printed = 'Das ist das gedruckte Urteil, bei {1} %.', turned = 'Das gedruckte Urteil, bei {1} %, würde sich ändern.',
  years_supported = 'Jahre, die das sicher erreichen: {1}', years_open = 'Jahre, die es vielleicht erreichen: {1}',
  years_contradicted = 'Jahre, die es nicht erreichen: {1}',
  judgements = 'Kernaussagen', known = 'Woher wir das wissen', contents = 'Inhalt', note = 'Hinweis', tip = 'Tipp',
  warning = 'Warnung', caution = 'Vorsicht', important = 'Wichtig', side = 'Randnotiz', data = 'Daten', download = 'Herunterladen',
  copy = 'Quellenangabe kopieren', copied = 'Kopiert', skip = 'Zum Text', all = 'alle', rows = '{1} von {2} Zeilen',
  pan = 'Seitwärts wischen, um die ganze Zeichnung zu sehen', verdict = 'Urteil', grade = 'Güte', subject = 'Thema',
  fig = 'Abbildung', tbl = 'Tabelle', sec = 'Abschnitt', eq = 'Gleichung', abstract = 'Zusammenfassung',
  months = { 'Januar', 'Februar', 'März', 'April', 'Mai', 'Juni',
    'Juli', 'August', 'September', 'Oktober', 'November', 'Dezember' },
  short_months = { 'Jan.', 'Feb.', 'März', 'Apr.', 'Mai', 'Juni', 'Juli', 'Aug.', 'Sept.', 'Okt.', 'Nov.', 'Dez.' },
  days = { 'Sonntag', 'Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag' }, -- from Sunday
  short_days = { 'So.', 'Mo.', 'Di.', 'Mi.', 'Do.', 'Fr.', 'Sa.' },
  dates = { full = 'dddd, D. MMMM YYYY', long = 'D. MMMM YYYY', medium = 'DD.MM.YYYY', short = 'DD.MM.YY' },
}
words.fr = {
  edition = 'Édition', sources = 'Sources', all_sources = 'Toutes les sources citées ici, avec leurs adresses', read_in = 'lu dans {1}',
  yes = 'oui', no = 'non', from = 'tiré de {1}', ['and'] = 'et', none = 'aucun', year = 'Année', choose = 'choisir',
  trace = 'Montrer d’où vient chaque nombre (au survol ou au focus)',
  decimal = ',', thousands = ' ', of_grade = 'qualité {1}',
  squares = '{1} affirmations, dans l’ordre de l’article', districts = 'Qui vit dans un district', district = 'District',
  people_of = '{1} : {2} personnes', routes = 'Fermer une voie', close = 'Fermées', open = 'Toutes ouvertes',
  without_russia = 'Sans le territoire russe', nor_rail = 'Ni le rail, dont une partie peut le traverser', closed = 'fermée', limit = 'limite',
  can_leave = 'millions de tonnes de pétrole pourraient sortir en un an, avec les lignes de {1}.', limited_by = 'La limite est : {1}.',
  one_way = 'Barres : une manière, parmi d’autres, d’atteindre ce maximum ; flux / place laissée par le pétrole des autres, millions de tonnes par an.',
  links = { CPC = 'CPC vers Novorossiïsk', ['Atyrau-Samara'] = 'Atyraou–Samara', ['condensate to Orenburg'] = 'Condensat vers Orenbourg',
    ['Aktau-Makhachkala'] = 'Aktaou–Makhatchkala par tanker', rail = 'Rail', ['Atasu-Alashankou'] = 'Ligne vers la Chine',
    ['loading at Aktau'] = 'Port d’Aktaou', ['Aktau-Baku'] = 'Aktaou–Bakou par tanker' },
  threshold = 'Et si « presque tout » voulait dire autre chose', almost_all = 'Presque tout veut dire au moins', is_supported = 'serait appuyée :',
  is_open = 'resterait ouverte :', is_contradicted = 'serait contredite :',
  because = 'en {1}, dernière année dont les volumes de toutes les routes étaient imprimés avant l’article, de {2} à {3} % ont traversé la Russie.',
  as_printed = 'C’est le verdict imprimé, à {1} %.', turned = 'Le verdict imprimé, à {1} %, changerait.',
  years_supported = 'Années qui l’atteignent à coup sûr : {1}', years_open = 'Années qui l’atteignent peut-être : {1}',
  years_contradicted = 'Années qui ne l’atteignent pas : {1}',
  judgements = 'Conclusions principales', known = 'Comment nous le savons', contents = 'Sommaire', note = 'Note', tip = 'Astuce',
  warning = 'Avertissement', caution = 'Attention', important = 'Important', side = 'Note en marge', data = 'Données', download = 'Télécharger',
  copy = 'Copier la référence', copied = 'Copié', skip = 'Aller au texte', all = 'tout', rows = '{1} lignes sur {2}',
  pan = 'Faites glisser le dessin pour le voir en entier', verdict = 'Verdict', grade = 'Qualité', subject = 'Sujet',
  fig = 'Figure', tbl = 'Tableau', sec = 'Section', eq = 'Équation', abstract = 'Résumé',
  months = { 'janvier', 'février', 'mars', 'avril', 'mai', 'juin',
    'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre' },
  short_months = { 'janv.', 'févr.', 'mars', 'avr.', 'mai', 'juin', 'juil.', 'août', 'sept.', 'oct.', 'nov.', 'déc.' },
  days = { 'dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi' }, -- from Sunday
  short_days = { 'dim.', 'lun.', 'mar.', 'mer.', 'jeu.', 'ven.', 'sam.' },
  dates = { full = 'dddd D MMMM YYYY', long = 'D MMMM YYYY', medium = 'D MMM YYYY', short = 'DD/MM/YYYY' },
}

-- A text with its blanks {1}, {2} filled.
function words.filled(text, ...)
  local values = { ... }
  return (text:gsub('{(%d)}', function(n) return values[tonumber(n)] end))
end

-- The ordinals that a language writes with letters or a point.
local function ordinal(day, language)
  if language == 'en' then
    local last = day % 10
    return day .. ((day // 10 == 1 or last > 3 or last == 0) and 'th' or ({ 'st', 'nd', 'rd' })[last])
  end
  return day .. (language == 'de' and '.' or language == 'fr' and day == 1 and 'er' or '')
end

local P, C = lpeg.P, lpeg.C
local TOKEN = P 'YYYY' + P 'YY' + P 'MMMM' + P 'MMM' + P 'MM' + P 'M' + P 'Do' + P 'DD' + P 'D' + P 'dddd' + P 'ddd'
local OTHER = lpeg.R('az', 'AZ') -- other tokens, of moments and weeks, which a paper has no use for, and words without brackets

-- A date, in ISO's form, in one of Quarto's styles or by its tokens (words stand in brackets); else nothing and why.
function words.dated(iso, form, language)
  local mine = words[language]
  local year, month, day = iso:match '^(%d%d%d%d)%-(%d%d)%-(%d%d)$'
  local moment = year and os.time { year = year, month = month, day = day, hour = 12 }
  if not moment or os.date('%Y-%m-%d', moment) ~= iso then return nil, 'the date ' .. iso, 'a date such as 2025-11-14' end
  form = form == 'iso' and 'YYYY-MM-DD' or mine.dates[form] or form
  local m, d, weekday = tonumber(month), tonumber(day), tonumber(os.date('%w', moment)) + 1
  local months = not form:gsub('%b[]', ''):find 'D' and mine.months_alone or mine.months
  local values = { YYYY = year, YY = year:sub(3), MMMM = months[m], MMM = mine.short_months[m], MM = month, M = tostring(m),
    DD = day, D = tostring(d), Do = ordinal(d, language), dddd = mine.days[weekday], ddd = mine.short_days[weekday] }
  local unknown = not form:gsub('%b[]', ''):find '[YMDd]'
  local text = lpeg.Cs((P '[' * C((1 - P ']') ^ 0) * P ']' / 1 + TOKEN / values
    + OTHER ^ 1 / function(token) unknown = token end + 1) ^ 0):match(form)
  if unknown then
    return nil, 'the date-format ' .. form, 'full, long, medium, short, iso, or YYYY MMMM MMM MM D Do dddd with words in [brackets]'
  end
  return text
end

return words
