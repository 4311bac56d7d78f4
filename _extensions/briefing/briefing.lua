-- briefing.lua: the house blocks, turned into HTML and Typst. Runs in both renderers before Quarto's own
-- filters see the document (at: pre-ast), so that neither renderer needs to know them.

local html, typst = FORMAT:match('html') ~= nil, FORMAT:match('typst') ~= nil
local stringify = pandoc.utils.stringify
-- What only the page has stands in files of its own.
local function part(...) return dofile(pandoc.path.join { pandoc.path.directory(debug.getinfo(1, 'S').source:sub(2)), ... }) end
local page, check, WORDS = part('page', 'page.lua'), part 'checks.lua', part 'words.lua'
local words = WORDS.en
local CALLOUTS = { note = true, tip = true, warning = true, caution = true, important = true }
local PLAIN_BLOCKS = { 'standfirst', 'ledger', 'claim-squares', 'how-to-cite', 'build-record', 'wide', 'landscape' }
local PARTS = { 'finding', 'subtitle', 'note', 'source', 'confidence', 'likelihood', 'grade', 'verdict', 'square', 'since' }
local LONG_TABLE = 12 -- rows; shorter tables are kept on one page
local FOOT = { note = true, source = true }

-- Where a text stands, in a file or one that it includes; files stand beside the document.
local function place_of(needle, path)
  local number = 0
  for line in ((page.read(path) or '') .. '\n'):gmatch '(.-)\r?\n' do
    number = number + 1
    local included = line:match '^%s*{{<%s*include%s+["\']?([^"\'>]-)["\']?%s*>}}'
    local inside = included and place_of(needle, included)
    if inside then return inside end
    if line:find(needle, 1, true) then return path .. ':' .. number end
  end
end

-- What was found, what to write instead, and a text that stands on the faulty line. The embedded renderer reads the
-- faults from here and finds their lines; Quarto is stopped when all are known.
local faults = pandoc.List {}
local function refuse(found, expected, needle)
  if not quarto then
    io.stderr:write('KAZBRIEF\t' .. pandoc.json.encode { found, expected, needle or '' } .. '\n')
    return
  end
  local path = pandoc.path.filename(quarto.doc.input_file)
  faults:insert((needle and place_of(needle, path) or path) .. ': found ' .. found .. ', expected ' .. expected)
end

local function raw(text) return pandoc.RawBlock(typst and 'typst' or 'html', text) end
local function raw_inline(text) return pandoc.RawInline(typst and 'typst' or 'html', text) end
local function typst_string(text) return '"' .. text:gsub('\\', '\\\\'):gsub('"', '\\"'):gsub('%s+', ' ') .. '"' end
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

-- The picture of a figure: markup in HTML, where it may have a narrow version; else the image as it is.
local function picture(image, id)
  local narrow = image.attributes.narrow
  image.attributes.narrow = nil
  return html and page.picture(image, id, narrow) or image
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

-- At the foot, the exhibit's name leads to its data, and the name of its record to its sources.
local function exhibit_foot(blocks, id)
  if #blocks == 0 then return blocks end
  if html and id then
    blocks = blocks:walk { Str = function(str)
      if str.text == id then return pandoc.Link({ str }, '#' .. id .. '-data') end
      local name, rest = str.text:match '^([%w-]+%.json)(%p?)$'
      if name == id .. '.json' then return { pandoc.Link({ pandoc.Str(name) }, '#' .. id .. '-sources'), pandoc.Str(rest) } end
    end }
  end
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
  content:extend(exhibit_foot(foot, below and #below > 0 and identifier))
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
  local below = html and tools and pandoc.Blocks { page.tools(tools, fig.identifier) } or pandoc.Blocks {}
  return as_float(fig.identifier, classes, body, fig.caption.long, below)
end

-- A row that begins with an empty cell and a strong one names what follows: a head across the table, of a body of its own.
local function head_groups(tbl)
  local bodies = pandoc.List {}
  local function begin(body, head)
    bodies:insert { attr = pandoc.Attr(), row_head_columns = body.row_head_columns, head = head, body = pandoc.List {} }
  end
  for _, body in ipairs(tbl.bodies) do
    begin(body, body.head)
    for _, row in ipairs(body.body) do
      local second = #row.cells > 2 and #row.cells[1].contents == 0 and row.cells[2].contents[1]
      if second and second.content and #second.content == 1 and second.content[1].t == 'Strong' then
        local name = pandoc.Inlines {}
        for _, cell in ipairs(row.cells) do
          if #name > 0 and #cell.contents > 0 then name:insert(pandoc.Space()) end
          name:extend(pandoc.utils.blocks_to_inlines(cell.contents))
        end
        if #bodies[#bodies].body == 0 and #bodies[#bodies].head == 0 then bodies:remove() end
        begin(body, pandoc.List { pandoc.Row({ pandoc.Cell({ pandoc.Plain(name) }, nil, 1, #row.cells, { scope = 'rowgroup' }) }, row.attr) })
      else
        bodies[#bodies].body:insert(row)
      end
    end
  end
  tbl.bodies = bodies
end

-- The sides of cells and the widths of columns as classes: pandoc would write each as a style. Left is where text stands anyway.
local SIDES = { AlignRight = 'right', AlignCenter = 'centre' }
local function class_cells(tbl)
  local specs = tbl.colspecs
  tbl.colspecs = specs:map(function() return { 'AlignDefault', nil } end)
  local wide = specs:find_if(function(spec) return spec[2] end) ~= nil
  local function rows(list)
    local taken = {} -- rows of each column that a cell from above still fills
    for _, row in ipairs(list) do
      local column = 1
      local sizes = wide and #row.cells == #specs -- the first row with a cell to each column has the widths
      wide = wide and not sizes
      for _, cell in ipairs(row.cells) do
        while (taken[column] or 0) > 0 do taken[column], column = taken[column] - 1, column + 1 end
        local side = SIDES[cell.alignment == 'AlignDefault' and (specs[column] or {})[1] or cell.alignment]
        cell.alignment = 'AlignDefault'
        if side then cell.classes:insert(side) end
        if sizes and specs[column][2] then cell.classes:insert(page.class_of(('width:%.3g%%'):format(100 * specs[column][2]))) end
        for _ = 1, cell.col_span do taken[column], column = cell.row_span - 1, column + 1 end
      end
      while (taken[column] or 0) > 0 do taken[column], column = taken[column] - 1, column + 1 end
    end
  end
  rows(tbl.head.rows)
  for _, body in ipairs(tbl.bodies) do
    rows(body.head)
    rows(body.body)
  end
  rows(tbl.foot.rows)
end

-- Tables of more than two columns turn into cards on a phone: each cell carries its column's heading.
local function label_cells(tbl)
  head_groups(tbl)
  class_cells(tbl)
  local labels = {}
  local head = tbl.head.rows[1]
  for _, cell in ipairs(head and head.cells or {}) do cell.attributes.scope = 'col' end
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
  if html then
    div.classes = classes:filter(function(class) return class ~= 'landscape' end) -- else Quarto's own filters take it
    return #div.classes < #classes and div or nil
  end
  for _, kind in ipairs(PLAIN_BLOCKS) do
    if classes:includes(kind) then
      return wrapped({ raw_inline('#briefing-block("' .. kind .. '")[') }, convert(div.content), ']')
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

-- Signs for letters that are left out, before a word ('tis) and around one letter (rock 'n' roll), are no quotation marks.
local function left_out(quoted)
  local only = quoted.quotetype == 'SingleQuote' and #quoted.content == 1 and quoted.content[1]
  if only and only.t == 'Str' and only.text:match '^%a$' then return pandoc.Str('’' .. only.text .. '’') end
end

-- Typst would turn one at the beginning of a word around.
local function apostrophe(str)
  local before, after = str.text:match '^(%p*)’(.*)$'
  if before then return { pandoc.Str(before), raw_inline '’', pandoc.Str(after) } end
end

-- PDF/UA asks for an alternative text of every formula; its TeX source serves.
local function formulas(inlines)
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
  local parent = (page.content '/proc/self/stat' or ''):match '^%d+ %b() %a (%d+)'
  local command = parent and page.content('/proc/' .. parent .. '/cmdline')
  return command ~= nil and command:find('\0preview\0', 1, true) ~= nil and command:find('quarto', 1, true) ~= nil
end

-- The document as a whole -----------------------------------------------------------------------------

-- Files that travel inside the PDF: a JSON list, in the file that briefing.attachments names (beside the document, or
-- from the project's root after a slash).
local function attachments(meta)
  local calls = pandoc.Blocks {}
  if not (meta.briefing and meta.briefing.attachments) then return calls end
  local name = stringify(meta.briefing.attachments)
  local text = page.read(name)
  if not text then
    refuse('briefing.attachments ' .. name .. ', which does not exist', 'a file', name)
    return calls
  end
  local read, entries = pcall(pandoc.json.decode, text, false)
  if not read or type(entries) ~= 'table' then
    refuse('briefing.attachments ' .. name .. ', which holds no list in JSON', 'a list of files', name)
    return calls
  end
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
  local function gather(inside)
    for _, block in ipairs(inside) do
      -- Sections stand at the top level or on pages turned round; of the boxes, only the key judgements are a place to go to.
      if block.t == 'Div' and block.classes:includes 'landscape' then gather(block.content) end
      if block.t == 'Div' and block.classes:includes 'key-judgements' then block = block.content[1] end
      if block and block.t == 'Header' then
        headers:insert(block)
        top = math.min(top, block.level)
      end
    end
  end
  gather(blocks)
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

-- The document's language, whose words both renderers use.
local function speak(meta)
  meta.lang = stringify(meta.lang or 'en'):gsub('_', '-')
  local language = meta.lang:match '^%a+'
  if type(WORDS[language]) ~= 'table' then
    refuse('the language ' .. meta.lang, 'one of en, ru, kk, de, fr', 'lang:')
    language = 'en'
  end
  words = WORDS[language]
  meta['edition-word'] = words.edition
  meta['edition-inside'] = language == 'de' and words.edition or pandoc.text.lower(words.edition)
  meta['abstract-title'] = meta['abstract-title'] or words.abstract
  meta.crossref = meta.crossref or {}
  for _, kind in ipairs { 'fig', 'tbl', 'sec', 'eq' } do
    for _, key in ipairs { kind .. '-title', kind .. '-prefix' } do
      if language ~= 'en' and not meta.crossref[key] then meta.crossref[key] = pandoc.MetaInlines { pandoc.Str(words[kind]) } end
    end
  end
  return language
end

-- The date: what the author wrote in the front matter, never the form in which it is printed. The CLI hands over the
-- printed form, so that the file itself is asked.
local function set_date(meta, language)
  local iso = stringify(meta.date or ''):match '^%d%d%d%d%-%d%d%-%d%d$'
  if not iso and quarto and quarto.doc then
    local head = (page.content(quarto.doc.input_file) or ''):gsub('^\u{feff}', ''):match '^%s*%-%-%-%s*\n(.-)\n[%-.][%-.][%-.]' or ''
    iso = ('\n' .. head .. '\n'):match '\ndate:%s*["\']?(%d%d%d%d%-%d%d%-%d%d)["\']?%s*[\n#]'
  end
  if not iso then return meta.date and refuse('the date ' .. stringify(meta.date), 'a date such as 2025-11-14 in the front matter', 'date:') end
  local text, found, expected = WORDS.dated(iso, stringify(meta['date-format'] or 'long'), language)
  if not text then return refuse(found, expected, (found:match '^the (date[%a-]*)') .. ':') end
  meta.date, meta['iso-date'] = pandoc.MetaInlines { pandoc.Str(text) }, iso
  local year, month, day = iso:match '(%d+)%-(%d+)%-(%d+)'
  meta['typst-date'] = pandoc.MetaInlines { pandoc.RawInline('typst', ('datetime(year: %d, month: %d, day: %d)'):format(year, month, day)) }
end

-- What machines are told is plain text: no notes, no markup.
local function plain(value)
  local kept = value
  if pandoc.utils.type(value) == 'Inlines' then
    kept = value:walk { Note = function() return {} end, RawInline = function() return {} end }
  end
  return (stringify(kept):gsub('%s+', ' '):gsub('%s+$', ''))
end

local function name_of(author)
  local name = pandoc.utils.type(author) == 'table' and author.name or author
  if pandoc.utils.type(name) == 'Inlines' then
    name:walk { Note = function() refuse('a note in the name of an author', 'a plain name', 'author:') end }
  end
  if pandoc.utils.type(name) ~= 'table' then return plain(name or '') end
  return plain(name.literal or '') ~= '' and plain(name.literal) or plain(name.given or '') .. ' ' .. plain(name.family or '')
end

local function typst_list(values)
  return pandoc.RawInline('typst', '(' .. table.concat(pandoc.List(values):map(function(text) return typst_string(text) .. ', ' end)) .. ')')
end

local function several(value) return pandoc.utils.type(value) == 'List' and value or pandoc.List { value } end

local function for_machines(meta)
  for _, key in ipairs { 'title', 'subtitle' } do
    if pandoc.utils.type(meta[key]) == 'Blocks' then meta[key] = pandoc.utils.blocks_to_inlines(meta[key]) end
  end
  meta.pagetitle = plain(meta.title or '')
  meta['plain-authors'] = several(meta.author):map(name_of)
  if html then return end
  for _, key in ipairs { 'title', 'subtitle', 'abstract', 'description' } do
    if type(meta[key]) == 'table' then meta[key] = meta[key]:walk { Inlines = formulas } end
  end
  meta['plain-title'] = pandoc.MetaInlines { pandoc.RawInline('typst', typst_string(meta.pagetitle)) }
  meta['plain-authors'] = pandoc.MetaInlines { typst_list(meta['plain-authors']) }
  meta['plain-keywords'] = pandoc.MetaInlines { typst_list(several(meta.keywords):map(plain)) }
end

local function document(doc)
  local meta = doc.meta
  for_machines(meta)
  set_date(meta, speak(meta))
  page.start(meta, words, WORDS.filled)
  local nav = html and contents(doc.blocks) or pandoc.Blocks {}
  local blocks = page.linked(convert(doc.blocks), typst)
  local named, has_formulas = check(doc.blocks, blocks, meta, page.read, refuse)
  blocks = blocks:walk { Quoted = left_out }
  for i, block in ipairs(typst and blocks or {}) do
    -- Walks take time; a paragraph alone begins where its text does.
    local text, alone = ' ' .. stringify(block), block.t == 'Para' or block.t == 'Header'
    if text:find(alone and '[%s%p]’' or '’') or text:find '“’' then blocks[i] = block:walk { Str = apostrophe } end
  end
  if typst then blocks = blocks:walk { Span = span, Inlines = has_formulas and formulas or nil } end
  if html then
    if previewed() then meta['content-security-policy'] = false end
    meta['skip-label'] = words.skip
    page.finish(meta)
    nav:insert(raw '<div id="text" tabindex="-1"></div>')
    nav:extend(blocks)
    nav:extend(page.source_list(named))
    blocks = nav
  else
    meta['contents-title'] = words.contents
    blocks:extend(attachments(meta))
  end
  if #faults > 0 then error(table.concat(faults, '\n'), 0) end
  return pandoc.Pandoc(blocks, meta)
end

return { { Pandoc = document } }
