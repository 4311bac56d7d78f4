-- words.lua: the words of the house format by language, those of the page's own parts too, and dates in them. Both
-- renderers take them from here.

local words = {}

words.en = {
  edition = 'Edition', sources = 'Sources', all_sources = 'All sources named here, with their addresses', read_in = 'read in',
  yes = 'yes', no = 'no', from = 'from', trace = 'Show where each number comes from (hover or focus)', ['and'] = 'and', none = 'none', year = 'Year', choose = 'choose',
  squares = '{1} assertions, in the order of the article', districts = 'Who lives in a district', district = 'District',
  people_of = '{1}: {2} people', routes = 'Close a route', close = 'Closed', open = 'All open',
  without_russia = 'Without Russian territory', nor_rail = 'Nor rail, part of which may cross it', closed = 'closed', limit = 'limit',
  can_leave = 'million tonnes of oil could leave in a year, with the lines of {1}.', limited_by = 'The limit is {1}.', no_limit = 'Unlimited',
  one_way = 'Bars: one way to reach this maximum, of many; flow / room left by the oil of others, million tonnes a year.',
  threshold = 'What if “almost all” meant something else', almost_all = 'Almost all means at least', is_supported = 'would be supported:',
  is_open = 'would stay open:', is_contradicted = 'would be contradicted:',
  because = 'in {1}, the last volumes in print before the article, {2} to {3} % crossed Russia.',
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
  edition = 'Выпуск', sources = 'Источники', all_sources = 'Все названные здесь источники с адресами', read_in = 'прочитано в', yes = 'да', no = 'нет', from = 'из', ['and'] = 'и', none = 'нет', year = 'Год', choose = 'выберите',
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
  edition = 'Шығарылым', sources = 'Дереккөздер', all_sources = 'Осында аталған барлық дереккөздер мен мекенжайлары', read_in = 'оқылған жері', yes = 'иә', no = 'жоқ', from = 'қайдан', ['and'] = 'және', none = 'жоқ', year = 'Жыл', choose = 'таңдаңыз',
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
  edition = 'Ausgabe', sources = 'Quellen', all_sources = 'Alle hier genannten Quellen mit ihren Adressen', read_in = 'gelesen in', yes = 'ja', no = 'nein', from = 'aus', ['and'] = 'und', none = 'keine', year = 'Jahr', choose = 'wählen',
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
  edition = 'Édition', sources = 'Sources', all_sources = 'Toutes les sources citées ici, avec leurs adresses', read_in = 'lu dans', yes = 'oui', no = 'non', from = 'de', ['and'] = 'et', none = 'aucun', year = 'Année', choose = 'choisir',
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

-- What a language lacks (the words of instruments) it says in English.
for _, mine in pairs(words) do
  for key, text in pairs(words.en) do
    if mine[key] == nil and key ~= 'months_alone' then mine[key] = text end
  end
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
