-- briefing.lua: the house blocks, turned into HTML and Typst. Runs in both renderers before Quarto's own
-- filters see the document (at: pre-ast), so that neither renderer needs to know them.

local html, typst = FORMAT:match('html') ~= nil, FORMAT:match('typst') ~= nil
local stringify = pandoc.utils.stringify

local WORDS = {
  en = { judgements = 'Key judgements', known = 'How we know', contents = 'Contents', note = 'Note', tip = 'Tip',
    warning = 'Warning', caution = 'Caution', important = 'Important', side = 'Side note', data = 'Data', download = 'Download',
    copy = 'Copy citation', copied = 'Copied', skip = 'Skip to the text', all = 'all', rows = '{1} of {2} rows',
    pan = 'Swipe the drawing sideways to see all of it', verdict = 'Verdict', grade = 'Grade', subject = 'Subject' },
  ru = { judgements = 'Главные выводы', known = 'Откуда это известно', contents = 'Содержание', note = 'Примечание',
    tip = 'Совет', warning = 'Внимание', caution = 'Осторожно', important = 'Важно', side = 'Заметка на полях', data = 'Данные', download = 'Скачать',
    copy = 'Копировать ссылку', copied = 'Скопировано', skip = 'Перейти к тексту', all = 'все', rows = 'Строк: {1} из {2}',
    pan = 'Проведите по рисунку вбок, чтобы увидеть его целиком', verdict = 'Вывод', grade = 'Степень', subject = 'Предмет' },
  kk = { judgements = 'Негізгі тұжырымдар', known = 'Бұл қайдан белгілі', contents = 'Мазмұны', note = 'Ескертпе',
    tip = 'Кеңес', warning = 'Назар аударыңыз', caution = 'Абайлаңыз', important = 'Маңызды', side = 'Шеттегі жазба', data = 'Деректер', download = 'Жүктеу',
    copy = 'Сілтемені көшіру', copied = 'Көшірілді', skip = 'Мәтінге өту', all = 'барлығы', rows = '{2} жолдың {1} көрсетілді',
    pan = 'Суретті толық көру үшін оны бүйірге сырғытыңыз', verdict = 'Қорытынды', grade = 'Дәреже', subject = 'Тақырып' },
}
local words = WORDS.en
local CALLOUTS = { note = true, tip = true, warning = true, caution = true, important = true }
local PLAIN_BLOCKS = { 'standfirst', 'ledger', 'claim-squares', 'how-to-cite', 'build-record', 'wide' }
local PARTS = { 'finding', 'subtitle', 'note', 'source', 'confidence', 'likelihood', 'grade', 'verdict', 'square' }
local LONG_TABLE = 12 -- rows; shorter tables are kept on one page
local FOOT = { note = true, source = true }

local function raw(text) return pandoc.RawBlock(typst and 'typst' or 'html', text) end
local function raw_inline(text) return pandoc.RawInline(typst and 'typst' or 'html', text) end
local function typst_string(text) return '"' .. text:gsub('\\', '\\\\'):gsub('"', '\\"'):gsub('%s+', ' ') .. '"' end
local function html_attribute(text)
  return (text:gsub('&', '&amp;'):gsub('"', '&quot;'):gsub('<', '&lt;'):gsub('>', '&gt;'))
end
local function has_id(element, kind) return element.identifier:match('^' .. kind .. '%-') ~= nil end

-- Wraps blocks between an opening (inlines, so that a title can carry markup) and a closing text.
local function wrapped(opening, blocks, closing)
  local result = pandoc.Blocks { pandoc.Plain(opening) }
  result:extend(blocks)
  result:insert(raw(closing))
  return result
end

-- The title of a box: its title= attribute, else a heading that opens it; with the heading's id.
local function take_title(div)
  local given = div.attributes.title
  if given then
    div.attributes.title = nil
    return pandoc.Inlines(given), nil
  end
  local first = div.content[1]
  if first and first.t == 'Header' then
    div.content:remove(1)
    return first.content, first.identifier
  end
end

-- Paths -----------------------------------------------------------------------------------------------

-- A path as this process can open it: '/x' means x in the project, anything else stands beside the document.
local function openable(path)
  if path:sub(1, 1) ~= '/' then return path end
  local root = os.getenv('QUARTO_PROJECT_ROOT') or (quarto and quarto.project and quarto.project.directory)
  return root and (root .. path) or path
end

local function read_file(path)
  local file = io.open(path, 'rb')
  if not file then return nil end
  local text = file:read('a')
  file:close()
  return text
end

-- Pictures in HTML ------------------------------------------------------------------------------------

-- An SVG file as markup of the page: real text in the page's fonts, every id under the figure's own prefix.
local function inline_svg(path, id, alt, width, classes)
  local text = read_file(openable(path))
  if not text then return nil end
  text = text:gsub('<%?xml.-%?>', ''):gsub('<!DOCTYPE.->', ''):gsub('<!%-%-.-%-%->', '')
    :gsub('<metadata.-</metadata>', '')
  -- The figure's own caption and alternative text serve here; titles of parts inside the drawing stay.
  local head, drawing = text:match '^(.-)(<g[%s>].*)$'
  if head then text = head:gsub('<title.-</title>', ''):gsub('<desc.-</desc>', '') .. drawing end
  local prefix = id .. '-svg-'
  local seen, own = {}, '^' .. id:gsub('%-', '%%-') .. '%-'
  text = text:gsub('(%s)id="([^"]*)"', function(space, name)
    name = name:gsub(own, '')
    seen[name] = (seen[name] or 0) + 1
    return ('%sid="%s%s%s"'):format(space, prefix, name, seen[name] > 1 and ('-' .. seen[name]) or '')
  end):gsub('url%(#([^)]+)', function(name) return 'url(#' .. prefix .. name:gsub(own, '') end)
    :gsub('href="#([^"]+)', function(name) return 'href="#' .. prefix .. name:gsub(own, '') end)
  -- Style sheets of a picture must not reach the page around it.
  text = text:gsub('(<style[^>]*>)(.-)(</style>)', function(open, rules, close)
    rules = rules:gsub('<!%[CDATA%[', ''):gsub('%]%]>', '')
    return open .. rules:gsub('([^{}]+){', function(selector)
      return '#' .. prefix .. 'root ' .. selector:gsub('^%s+', ''):gsub('%s+$', '') .. ' {'
    end) .. close
  end)
  text = text:gsub('<svg([^>]*)>', function(attributes)
    attributes = attributes:gsub('%s(width)="[^"]*"', ''):gsub('%s(height)="[^"]*"', '')
      :gsub('%sid="[^"]*"', ''):gsub('%sversion="[^"]*"', '')
      :gsub('%srole="[^"]*"', ''):gsub('%saria%-[%w]+="[^"]*"', '')
    local style = width and width ~= '100%' and (' style="width:' .. width .. '"') or ''
    return ('<svg id="%sroot" class="%s" role="img" aria-label="%s"%s%s>'):format(
      prefix, classes, html_attribute(alt), style, attributes)
  end, 1)
  return (text:gsub('^%s+', ''):gsub('%s+$', ''))
end

-- The picture of a figure: in HTML an SVG becomes markup, with its narrow version for phones when it names
-- one (narrow="file.svg"); otherwise the image stays as it is.
local function picture(image, id)
  local narrow = image.attributes.narrow
  image.attributes.narrow = nil
  if not html or not image.src:match('%.svg$') then return image end
  local alt = image.attributes['fig-alt'] or image.attributes.alt or ''
  local svg = inline_svg(image.src, id, alt, image.attributes.width, 'exhibit-picture' .. (narrow and ' has-narrow' or ''))
  if not svg then return image end
  local small = narrow and inline_svg(narrow, id .. '-narrow', alt, nil, 'exhibit-picture narrow')
  local hint = small and '' or '<p class="pan-hint" aria-hidden="true">' .. words.pan .. '</p>'
  return raw_inline('<div class="exhibit-view">' .. svg .. (small or '') .. '</div>' .. hint)
end

-- What a reader can take away ---------------------------------------------------------------------------

-- The cells of a CSV file (RFC 4180), row by row.
local function csv_rows(text)
  local rows, row, cell, quoted, i = {}, {}, {}, false, 1
  local function close_cell() row[#row + 1] = table.concat(cell); cell = {} end
  text = text:gsub('\r\n', '\n')
  if text:sub(-1) ~= '\n' then text = text .. '\n' end
  while i <= #text do
    local char = text:sub(i, i)
    if quoted then
      if char ~= '"' then cell[#cell + 1] = char
      elseif text:sub(i + 1, i + 1) == '"' then cell[#cell + 1] = '"'; i = i + 1
      else quoted = false end
    elseif char == '"' then quoted = true
    elseif char == ',' then close_cell()
    elseif char == '\n' then close_cell(); rows[#rows + 1] = row; row = {}
    else cell[#cell + 1] = char end
    i = i + 1
  end
  return rows
end

-- The unit at the end of a column's name, longest first, as a reader expects it in the table's head.
local UNITS = { { '_tiv_million', 'million TIV' }, { '_million', 'million' }, { '_pct', '%' }, { '_km2', 'km²' }, { '_km', 'km' }, { '_mt', 'Mt' } }
local function column_head(name)
  if name == 'iso_3166_2' then return 'ISO 3166-2' end
  local unit = ''
  for _, entry in ipairs(UNITS) do
    if name:sub(-#entry[1]) == entry[1] then
      name, unit = name:sub(1, -#entry[1] - 1), ', ' .. entry[2]
      break
    end
  end
  return html_attribute((name:gsub('_', ' ')) .. unit)
end

-- The rows of a data file as a table: numbers on the right, none with more decimals than a reader can use.
local function html_table(rows)
  local numeric, short = {}, {}
  for k = 1, #rows[1] do
    local found = false
    numeric[k], short[k] = true, true
    for n = 2, #rows do
      local cell = rows[n][k] or ''
      if cell ~= '' then
        found = true
        if not cell:match '^%-?%d+%.?%d*$' then numeric[k] = false end
        if utf8.len(cell) and utf8.len(cell) > 24 then short[k] = false end
      end
    end
    numeric[k] = numeric[k] and found
  end
  local parts = {}
  for n, row in ipairs(rows) do
    local cells = {}
    for k, cell in ipairs(row) do
      local class = numeric[k] and ' class="number"' or n > 1 and short[k] and ' class="short"' or ''
      if n == 1 then
        cells[k] = ('<th scope="col"%s>%s</th>'):format(class, column_head(cell))
      else
        if numeric[k] and cell:match '%.%d%d%d%d%d' then cell = ('%.2f'):format(tonumber(cell)) end
        cells[k] = ('<td%s>%s</td>'):format(class, html_attribute(cell))
      end
    end
    parts[n] = '<tr>' .. table.concat(cells) .. '</tr>'
  end
  local head = table.remove(parts, 1)
  return '<table data-quarto-disable-processing="true"><thead>' .. head .. '</thead><tbody>' .. table.concat(parts) .. '</tbody></table>'
end

-- Text as an address between single quotation marks: a third shorter than in base64. Line ends and tabs would be
-- dropped from an address.
local function text_address(text)
  return (text:gsub("[%%#\r\n\t']", function(char) return ('%%%02X'):format(char:byte()) end):gsub('&', '&amp;'))
end

local TAKEAWAYS = { { 'csv', 'text/csv' }, { 'svg', 'image/svg+xml' }, { 'png', 'image/png' } }

-- Under an exhibit in HTML: its data as a table, its files and its citation, from the files whose names begin
-- with the stem that tools= names (stem.csv, .svg, .png to download, .txt with the citation). All inside the page.
local function exhibit_tools(stem, id)
  local parts = {}
  for _, kind in ipairs(TAKEAWAYS) do
    local bytes = read_file(openable(stem .. '.' .. kind[1]))
    if bytes then
      if kind[1] == 'csv' then
        parts[#parts + 1] = ('<details><summary>%s</summary><div class="exhibit-view exhibit-data">%s</div></details>'):format(
          words.data, html_table(csv_rows(bytes)))
      end
      local address = kind[1] == 'png' and pandoc.mediabag.make_data_uri(kind[2], bytes)
        or 'data:' .. kind[2] .. ';charset=utf-8,' .. text_address(bytes)
      parts[#parts + 1] = ('<a download="%s.%s" href=\'%s\'><span class="unseen">%s </span>%s<span class="unseen"> %s</span></a>'):format(
        id, kind[1], address, words.download, kind[1]:upper(), id)
    end
  end
  local citation = read_file(openable(stem .. '.txt'))
  if citation then
    parts[#parts + 1] = ('<button type="button" hidden data-citation="%s">%s</button>'):format(
      html_attribute((citation:gsub('%s+$', ''))), words.copy)
  end
  return pandoc.RawBlock('html', '<div class="exhibit-tools">' .. table.concat(parts) .. '</div>')
end

-- Exhibits --------------------------------------------------------------------------------------------

local function trimmed(inlines)
  local blank = { Space = true, SoftBreak = true, LineBreak = true }
  while #inlines > 0 and blank[inlines[#inlines].t] do inlines:remove(#inlines) end
  while #inlines > 0 and blank[inlines[1].t] do inlines:remove(1) end
  return inlines
end

-- A caption in two: what stands above the exhibit (finding, subtitle), and its foot (note, source).
local function split_caption(blocks)
  local head, foot = pandoc.Inlines {}, pandoc.Blocks {}
  for _, block in ipairs(blocks) do
    for _, inline in ipairs(block.content or {}) do
      local part = inline.t == 'Span' and inline.classes[1]
      if part and FOOT[part] then
        foot:insert(pandoc.Para { inline })
      else
        head:insert(inline)
      end
    end
  end
  return trimmed(head), foot
end

local function exhibit_foot(blocks)
  if #blocks == 0 then return blocks end
  if typst then return wrapped({ raw_inline '#briefing-block("exhibit-foot")[' }, blocks, ']') end
  return pandoc.Blocks { pandoc.Div(blocks, pandoc.Attr('', { 'exhibit-foot' })) }
end

-- A captioned figure or table becomes a float whose last paragraph is the caption: the one form in which
-- Quarto lets notes stand below the picture while the caption stands above.
local function as_float(identifier, classes, body, caption, below)
  local head, foot = split_caption(caption)
  local opening = head[1] and head[1].t == 'Span' and head[1].classes or pandoc.List {}
  if not (opening:includes 'finding' or opening:includes 'subtitle') then head = pandoc.Inlines { pandoc.Span(head, { class = 'finding' }) } end
  local content = pandoc.Blocks {}
  content:extend(body)
  content:extend(exhibit_foot(foot))
  content:extend(below or {})
  content:insert(pandoc.Para(head))
  local float = pandoc.Div(content, pandoc.Attr(identifier, classes))
  if typst and classes:includes 'here' then
    return pandoc.Blocks { raw '#briefing-in-place[', float, raw ']' }
  end
  return float
end

local function figure(fig)
  local image
  fig.content:walk { Image = function(i) image = image or i end }
  if not image or not has_id(fig, 'fig') then return nil end
  local classes = fig.classes:clone()
  for _, class in ipairs(image.classes) do
    if not classes:includes(class) then classes:insert(class) end
  end
  image.classes, image.caption = {}, {}
  local tools = image.attributes.tools
  image.attributes.tools = nil
  local drawn = picture(image, fig.identifier)
  local body = pandoc.Blocks { drawn.t == 'RawInline' and pandoc.RawBlock('html', drawn.text) or pandoc.Para { drawn } }
  if typst then body = wrapped({ raw_inline '#briefing-block("exhibit-picture")[' }, body, ']') end
  local below = html and tools and pandoc.Blocks { exhibit_tools(tools, fig.identifier) } or pandoc.Blocks {}
  return as_float(fig.identifier, classes, body, fig.caption.long, below)
end

-- Tables of more than two columns turn into cards on a phone: each cell carries its column's heading.
local function label_cells(tbl)
  local labels = {}
  local head = tbl.head.rows[1]
  if not head or #head.cells < 3 then return end
  for i, cell in ipairs(head.cells) do labels[i] = stringify(cell.contents) end
  tbl.classes:insert 'cards'
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.body) do
      for i, cell in ipairs(row.cells) do
        if labels[i] and labels[i] ~= '' then cell.attributes['data-label'] = labels[i] end
      end
    end
  end
end

-- The label and the column widths at a caption's end: newer readers make them attributes of the table, older
-- ones leave them in the text.
local function take_label(tbl)
  local last = tbl.caption.long[#tbl.caption.long]
  local inlines = last and last.content or {}
  local widths = tbl.attributes['tbl-colwidths']
  for i = #inlines, 1, -1 do
    if inlines[i].t == 'Str' and inlines[i].text:match '^{#tbl%-' then
      local text = stringify(pandoc.Inlines { table.unpack(inlines, i) })
      tbl.identifier = text:match '^{#(tbl%-[^%s}]+)'
      widths = text:match 'tbl%-colwidths=(.*)'
      last.content = trimmed(pandoc.Inlines { table.unpack(inlines, 1, i - 1) })
      tbl.caption.long[#tbl.caption.long] = last
    end
  end
  tbl.attributes['tbl-colwidths'] = nil
  local column = 0
  for width in (widths or ''):gmatch '[%d.]+' do
    column = column + 1
    if tbl.colspecs[column] then tbl.colspecs[column] = { tbl.colspecs[column][1], tonumber(width) / 100 } end
  end
end

local function table_block(tbl)
  take_label(tbl)
  if html then label_cells(tbl) end
  if not has_id(tbl, 'tbl') then return tbl end
  local identifier, caption = tbl.identifier, tbl.caption.long
  tbl.identifier, tbl.caption = '', { long = {} }
  local float = as_float(identifier, pandoc.List {}, pandoc.Blocks { tbl }, caption)
  local rows = 0
  for _, body in ipairs(tbl.bodies) do rows = rows + #body.body end
  if typst and rows > LONG_TABLE then return pandoc.Blocks { raw '#briefing-long-table[', float, raw ']' } end
  return float
end

-- House blocks ----------------------------------------------------------------------------------------

local convert -- defined below: house blocks may stand inside house blocks
local boxes = 0
local function titled_box(div, kind, default, element, role)
  local title, id = take_title(div)
  title = title or pandoc.Inlines(default)
  if typst then
    local opening = pandoc.Inlines { raw_inline('#briefing-block(' .. typst_string(kind) .. ', title: [') }
    opening:extend(title)
    opening:insert(raw_inline '])[')
    return wrapped(opening, convert(div.content), ']')
  end
  boxes = boxes + 1
  id = id and id ~= '' and id or ('box-' .. boxes)
  local heading = element == 'aside' and 'h2' or 'p'
  local opening = pandoc.Inlines { raw_inline(('<%s class="%s"%s aria-labelledby="%s"><%s class="box-title" id="%s">')
    :format(element, kind, role and (' role="' .. role .. '"') or '', id, heading, id)) }
  opening:extend(title)
  opening:insert(raw_inline('</' .. heading .. '>'))
  return wrapped(opening, convert(div.content), '</' .. element .. '>')
end

-- "How we know": the items of a list stand side by side on paper and on wide screens.
local function how_we_know(div)
  if typst and #div.content == 1 and div.content[1].t == 'BulletList' then
    local title = words.known
    local result = pandoc.Blocks { raw('#briefing-how-we-know(' .. typst_string(title) .. ',') }
    for _, item in ipairs(div.content[1].content) do
      result:insert(raw '[')
      result:extend(convert(item))
      result:insert(raw '],')
    end
    result:insert(raw ')')
    return result
  end
  return titled_box(div, 'how-we-know', words.known, 'section')
end

-- Two exhibits side by side, which float together.
local function pair(div)
  if html then return pandoc.Div(convert(div.content), div.attr) end
  local result = pandoc.Blocks { raw '#briefing-pair(' }
  for _, block in ipairs(div.content) do
    result:insert(raw '[')
    result:extend(convert(pandoc.Blocks { block }))
    result:insert(raw '],')
  end
  result:insert(raw ')')
  return result
end

local function side_note(div)
  if typst then return wrapped({ raw_inline '#briefing-block("side-note")[' }, convert(div.content), ']') end
  return wrapped({ raw_inline('<aside class="side-note" aria-label="' .. words.side .. '">') }, convert(div.content), '</aside>')
end

local function division(div)
  local classes = div.classes
  if has_id(div, 'fig') or has_id(div, 'tbl') then
    -- A float written out by its author: only its pictures change.
    local n = 0
    local result = div:walk { Image = function(image)
      n = n + 1
      return picture(image, div.identifier .. (n > 1 and ('-' .. n) or ''))
    end }
    local caption = result.content[#result.content]
    if caption.t == 'Para' then caption.content = { pandoc.Span(caption.content, { class = 'finding' }) } end
    return result, false
  end
  if classes:includes 'key-judgements' then return titled_box(div, 'key-judgements', words.judgements, 'aside') end
  if classes:includes 'how-we-know' then return how_we_know(div) end
  if classes:includes 'pair' then return pair(div) end
  if classes:includes 'side-note' or classes:includes 'column-margin' then return side_note(div) end
  for _, class in ipairs(classes) do
    local kind = class:match '^callout%-(%a+)$'
    if kind and CALLOUTS[kind] then return titled_box(div, 'callout callout-' .. kind, words[kind], 'div', 'note') end
  end
  if typst then
    for _, kind in ipairs(PLAIN_BLOCKS) do
      if classes:includes(kind) then
        return wrapped({ raw_inline('#briefing-block("' .. kind .. '")[') }, convert(div.content), ']')
      end
    end
  end
end

function convert(blocks)
  return pandoc.Blocks(blocks):walk { traverse = 'topdown',
    Div = division,
    Figure = function(fig)
      local result = figure(fig)
      if result then return result, false end
    end,
    Table = function(tbl) return table_block(tbl), false end,
  }
end

-- Small parts of a line: in HTML the span stays, in Typst each has a function.
local function span(element)
  if not typst then return nil end
  for _, part in ipairs(PARTS) do
    if element.classes:includes(part) then
      local kind = element.classes[#element.classes]
      local result = pandoc.Inlines { raw_inline(('#briefing-part("%s", "%s")['):format(part, kind)) }
      result:extend(element.content)
      result:insert(raw_inline ']')
      return result
    end
  end
end

-- PDF/UA asks for an alternative text of every formula; its TeX source serves.
local function formulas(inlines)
  if not typst then return nil end
  local result, found = pandoc.Inlines {}, false
  for i, inline in ipairs(inlines) do
    if inline.t == 'Math' then
      found = true
      local label = inlines[i + 2]
      local labelled = label and label.t == 'Str' and label.text:match '^{#eq%-'
      result:insert(raw_inline('#[#set math.equation(alt: ' .. typst_string(inline.text) .. ');'))
      result:insert(inline)
      if not labelled then result:insert(raw_inline ']') end
    else
      result:insert(inline)
      if inline.t == 'Str' and inline.text:match '^{#eq%-' then result:insert(raw_inline ']') end
    end
  end
  return found and result or nil
end

-- Whether Quarto's preview asks: its page carries a script that loads it anew, which the policy would block. Told by
-- the command that called pandoc, where the system shows it (Linux); elsewhere the author switches the policy off.
local function previewed()
  local parent = (read_file '/proc/self/stat' or ''):match '^%d+ %b() %a (%d+)'
  local command = parent and read_file('/proc/' .. parent .. '/cmdline')
  return command ~= nil and command:find('\0preview\0', 1, true) ~= nil and command:find('quarto', 1, true) ~= nil
end

-- The document as a whole -----------------------------------------------------------------------------

local MONTHS = { january = 1, february = 2, march = 3, april = 4, may = 5, june = 6, july = 7, august = 8,
  september = 9, october = 10, november = 11, december = 12 }

-- The date in ISO form, from ISO itself or from the forms that a date-format may have given it.
local function iso_date(text)
  local year, month, day = text:match '(%d%d%d%d)%-(%d%d)%-(%d%d)'
  if year then return year, month, day end
  for word, number in text:gmatch '(%a+)%s+(%d%d?)' do
    local m = MONTHS[word:lower()]
    if m and text:match '%d%d%d%d' then return text:match '%d%d%d%d', ('%02d'):format(m), ('%02d'):format(number) end
  end
  for number, word in text:gmatch '(%d%d?)%s+(%a+)' do
    local m = MONTHS[word:lower()]
    if m and text:match '%d%d%d%d' then return text:match '%d%d%d%d', ('%02d'):format(m), ('%02d'):format(number) end
  end
end

local function text_list(value)
  local result = pandoc.List {}
  if not value then return result end
  local items = pandoc.utils.type(value) == 'List' and value or { value }
  for _, item in ipairs(items) do
    if pandoc.utils.type(item) == 'table' and item.name then item = item.name end
    if pandoc.utils.type(item) == 'table' then item = item.literal or '' end
    result:insert(stringify(item))
  end
  return result
end

-- schema.org's description of the paper, for the head of the page.
local function json_ld(meta)
  local briefing = meta.briefing or {}
  local record = { ['@context'] = 'https://schema.org', ['@type'] = 'Report',
    headline = stringify(meta.title or ''), name = stringify(meta.title or ''), inLanguage = stringify(meta.lang or 'en') }
  local function put(key, value) if value and value ~= '' then record[key] = value end end
  put('alternativeHeadline', meta.subtitle and stringify(meta.subtitle))
  put('description', meta.description and stringify(meta.description))
  put('datePublished', meta['iso-date'])
  put('license', briefing['licence-url'] and stringify(briefing['licence-url']))
  put('identifier', briefing.id and stringify(briefing.id))
  put('version', briefing.edition and stringify(briefing.edition))
  put('url', briefing.url and stringify(briefing.url))
  if briefing.series then record.isPartOf = { ['@type'] = 'CreativeWorkSeries', name = stringify(briefing.series) } end
  local authors = pandoc.List {}
  for _, name in ipairs(text_list(meta.author)) do authors:insert { ['@type'] = 'Organization', name = name } end
  if #authors > 0 then record.author = authors end
  local keywords = text_list(meta.keywords)
  if #keywords > 0 then record.keywords = keywords end
  return '<script type="application/ld+json">' .. pandoc.json.encode(record):gsub('<', '\\u003c') .. '</script>'
end

-- What the page's script needs: the words of the interface.
local function page_data()
  return '<script type="application/json" id="page-data">' .. pandoc.json.encode(words):gsub('<', '\\u003c') .. '</script>'
end

-- Files that travel inside the PDF: a JSON list, in the file that briefing.attachments names (beside the document, or
-- from the project's root after a slash).
local function attachments(meta)
  local calls = pandoc.Blocks {}
  if not (meta.briefing and meta.briefing.attachments) then return calls end
  local name = stringify(meta.briefing.attachments)
  local text = read_file(openable(name))
  if not text then error('briefing.attachments names ' .. name .. ', which does not exist') end
  local entries = pandoc.json.decode(text, false)
  if type(entries) ~= 'table' then error('briefing.attachments names ' .. name .. ', which holds no list in JSON') end
  for _, entry in ipairs(entries) do
    calls:insert(raw(('#pdf.attach(%s, read(%s, encoding: none), relationship: %s, mime-type: %s, description: %s)'):format(
      -- From the root, since Typst puts the folder of its file, which is the document's in Quarto, before other names.
      typst_string('/' .. entry.path:match '[^/]+$'), typst_string('/' .. entry.path:gsub('^/', '')),
      typst_string(entry.relationship or 'data'), typst_string(entry.mime or 'application/octet-stream'),
      typst_string(entry.description or ''))))
  end
  return calls
end

-- The contents list of the page, made here so that both renderers make the same.
local function contents(blocks)
  local items = pandoc.List {}
  local headers, top = pandoc.List {}, 9
  for _, block in ipairs(blocks) do
    -- Sections stand at the top level; of the boxes, only the key judgements are a place to go to.
    if block.t == 'Div' and block.classes:includes 'key-judgements' then block = block.content[1] end
    if block and block.t == 'Header' then
      headers:insert(block)
      top = math.min(top, block.level)
    end
  end
  for _, header in ipairs(headers) do
    if header.level == top and not header.classes:includes 'unlisted' and header.identifier ~= '' then
      items:insert { pandoc.Plain { pandoc.Link(header.content, '#' .. header.identifier) } }
    end
  end
  if #items < 3 then return pandoc.Blocks {} end
  local result = pandoc.Blocks { raw('<nav id="contents" aria-label="' .. words.contents .. '"><details open><summary>'
    .. words.contents .. '</summary>') }
  result:insert(pandoc.BulletList(items))
  result:insert(raw '</details></nav>')
  return result
end

local function document(doc)
  local meta = doc.meta
  words = WORDS[stringify(meta.lang or 'en'):sub(1, 2)] or WORDS.en
  local year, month, day = iso_date(stringify(meta['date-meta'] or meta.date or ''))
  if year then
    meta['iso-date'] = year .. '-' .. month .. '-' .. day
    meta['typst-date'] = pandoc.MetaInlines { pandoc.RawInline('typst', ('datetime(year: %d, month: %d, day: %d)'):format(year, month, day)) }
  end
  local nav = html and contents(doc.blocks) or pandoc.Blocks {}
  local blocks = convert(doc.blocks)
  blocks = blocks:walk { Span = span, Inlines = formulas }
  if html then
    meta['json-ld'] = pandoc.MetaBlocks { pandoc.RawBlock('html', json_ld(meta)) }
    if previewed() then meta['content-security-policy'] = false end
    meta['skip-label'] = words.skip
    meta['page-data'] = pandoc.MetaBlocks { pandoc.RawBlock('html', page_data()) }
    nav:extend(blocks)
    blocks = nav
  else
    blocks:extend(attachments(meta))
  end
  return pandoc.Pandoc(blocks, meta)
end

return { { Pandoc = document } }
