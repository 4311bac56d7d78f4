-- checks.lua: what the house format can't make is refused, in either renderer, with what to write instead.

local stringify, List = pandoc.utils.stringify, pandoc.List
local BLOCK = 'a house block (the README of the house format names them)'
local CLASSES = {
  cell = 'a figure or table built by a task', ['panel-tabset'] = 'two sections or two figures',
  ['panel-sidebar'] = BLOCK, ['panel-fill'] = BLOCK, ['panel-center'] = BLOCK, ['panel-input'] = BLOCK,
  columns = 'layout-ncol', ['column-page'] = '.wide', ['column-screen'] = '.wide', ['column-body-outset'] = '.wide',
  ['column-margin'] = '.side-note', aside = '.side-note', incremental = 'a plain list',
  nonincremental = 'a plain list', fragment = 'plain text', notes = 'a footnote',
  proof = BLOCK, remark = BLOCK, solution = BLOCK, hidden = 'nothing', appendix = 'a section of its own',
}
local ATTRIBUTES = {
  layout = 'layout-ncol', ['layout-nrow'] = 'layout-ncol', ['layout-valign'] = 'layout-ncol alone',
  ['fig-env'] = 'no fig-env', ['fig-pos'] = 'the class .here, or none', group = 'no group',
  ['code-fold'] = 'no code-fold', filename = 'no filename', ['when-profile'] = 'when-format',
  ['unless-profile'] = 'unless-format', ['when-meta'] = 'when-format', ['unless-meta'] = 'unless-format',
  ['lst-cap'] = 'a caption written under the block', ['tbl-cap'] = 'a caption written under the table',
  ['fig-cap'] = 'a caption written in the figure', ['fig-subcap'] = 'captions written in the figures',
  ['tbl-subcap'] = 'captions written under the tables',
}
local KINDS = List { 'lst', 'thm', 'lem', 'cor', 'prp', 'cnj', 'def', 'exm', 'exr', 'nte', 'tip', 'wrn', 'cau', 'imp' }
local FORMATS = { html = true, typst = true }
local UNITS = List { '', 'px', 'pt', 'pc', 'mm', 'cm', 'in' }
local TAGS = { table = 'a table in Markdown', img = '![...](...)', iframe = 'a link', video = 'a link', audio = 'a link',
  script = 'no script', style = 'a class of the house' }
local IN_TEXT = { -- tags among the words
  sup = '^6^ for a six set higher', sub = '~2~ for a two set lower',
  br = 'a backslash at the end of the line', b = '**...**', strong = '**...**', i = '*...*', em = '*...*', u = '[...]{.underline}',
  s = '~~...~~', del = '~~...~~', code = '`...`', a = '[...](...)', hr = '---',
}
-- What a document can say at its top, and classes beside those of _schema.yml: for names that are nearly one of them.
local KEYS = List { 'title', 'subtitle', 'author', 'affiliations', 'date', 'date-format', 'abstract', 'abstract-title', 'description',
  'keywords', 'lang', 'format', 'bibliography', 'references', 'nocite', 'csl', 'crossref', 'number-sections', 'briefing', 'checked-by' }
local MORE_CLASSES = List { 'callout-note', 'callout-tip', 'callout-warning', 'callout-caution', 'callout-important', 'supported',
  'partly', 'contradicted', 'untestable', 'unnumbered', 'unlisted', 'smallcaps', 'underline', 'content-visible', 'content-hidden' }

local function read_schema()
  local file = assert(io.open(pandoc.path.join { pandoc.path.directory(debug.getinfo(1, 'S').source:sub(2)), '_schema.yml' }))
  local text = file:read 'a'
  file:close()
  return pandoc.read('---\n' .. text .. '\n---\n', 'markdown').meta
end

local function names_of(map)
  local names = List {}
  for name in pairs(map or {}) do names:insert(name) end
  names:sort()
  return names
end

-- How many letters have to be put in, taken out, changed or swapped with the next one, to make one word of another.
local function distance(one, other)
  local before, last, row = {}, {}, {}
  for j = 0, #other do row[j] = j end
  for i = 1, #one do
    before, last, row = last, row, { [0] = i }
    for j = 1, #other do
      local same = one:sub(i, i) == other:sub(j, j)
      row[j] = math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same and 0 or 1))
      if i > 1 and j > 1 and one:sub(i - 1, i) == other:sub(j - 1, j):reverse() then row[j] = math.min(row[j], before[j - 2] + 1) end
    end
  end
  return row[#other]
end

-- The known name that a word was meant to be, if it is nearly one. Short words are left alone.
local function meant(word, known)
  if #word < 5 or known:includes(word) then return nil end
  return known:find_if(function(name) return math.abs(#name - #word) < 3 and distance(word, name) < 3 end)
end

local function check_keys(meta, options, refuse)
  for _, key in ipairs(names_of(pandoc.utils.type(meta.briefing) == 'table' and meta.briefing)) do
    if not options:includes(key) then
      local name = meant(key, options)
      refuse('the unknown word ' .. key .. ' under briefing', name or 'one of ' .. table.concat(options, ', '), key .. ':')
    end
  end
  if quarto then return end -- it has many more
  for _, key in ipairs(names_of(meta)) do
    local name = meant(key, KEYS)
    if name then refuse('the unknown word ' .. key, name, key .. ':') end
  end
end

-- Raw text of a third format would be lost, and so would HTML in the PDF: things of it, and each tag in the text. What
-- an author writes for the page alone is a whole piece of HTML, and not a tag alone.
local function check_raw(element, refuse)
  local first = element.text:match '[^\n]*'
  if not FORMATS[element.format] and not element.format:match '^quarto' then
    refuse('raw ' .. element.format, 'raw {=html} or {=typst}', first)
  end
  local tag = element.format == 'html' and element.text:match '^%s*<(%a[%w-]*)'
  local instead = tag and TAGS[tag:lower()]
  if instead or tag and element.text:match '^%s*<[^<>]*>%s*$' then
    refuse('the HTML <' .. tag .. '>', instead or IN_TEXT[tag:lower()] or 'Markdown', first)
  end
end

local function check_picture(image, read, refuse, captioned)
  local src = image.src
  local text = not src:match '^%a+:' and read(src)
  if not text then refuse('a picture ' .. src .. ' that is not a file of the project', 'an existing file', src) end
  -- The caption of a figure is no alternative text.
  local alt = image.attributes['fig-alt'] or image.attributes.alt or captioned and '' or stringify(image.caption)
  if alt == '' then refuse('a picture without an alternative text', 'fig-alt="..." in its braces', src) end
  local opening = text and src:lower():match '%.svg$' and text:match '<svg[^>]*>'
  local function size(side)
    local unit = opening:match('%s' .. side .. '%s*=%s*["\']%d*%.?%d+(%a*)["\']')
    return unit and UNITS:includes(unit:lower())
  end
  if opening and not opening:find 'viewBox' and not (size 'width' and size 'height') then
    refuse('the drawing ' .. src .. ' without a viewBox or sizes', 'viewBox="0 0 WIDTH HEIGHT" in its <svg>', src)
  end
end

-- Marks that open something and stand in the text, since nothing closes it.
local function check_marks(blocks, refuse)
  local text = stringify(blocks)
  local suspect = List { ':::', '[^', '<!', '\u{2610}', '\u{2612}' }
  if not suspect:find_if(function(mark) return text:find(mark, 1, true) end) then return end
  local function paragraph(para)
    for i, inline in ipairs(para.content) do
      local begins = i == 1 or para.content[i - 1].t:match 'Break'
      if begins and inline.t == 'Str' and inline.text:match '^:::+$' then
        refuse('a line of ::: that neither opens nor closes a block', '::: {.name} before a block and ::: after it', ':::')
      end
    end
  end
  local function items(list)
    for _, item in ipairs(list.content) do
      local first = item[1] and item[1].content and item[1].content[1]
      if first and (first.text == '\u{2610}' or first.text == '\u{2612}') then
        refuse('a task list', 'a plain list', first.text == '\u{2610}' and '[ ]' or '[x]')
      end
    end
  end
  blocks:walk { Para = paragraph, Plain = paragraph, BulletList = items, OrderedList = items, Str = function(str)
    local note = str.text:match '%[%^[^%s%[%]]+%]'
    if note then refuse('the note ' .. note .. ' without its text', note .. ': and the text, in a paragraph of its own', note) end
    if str.text:find('<!\u{2013}', 1, true) or str.text:find('<!--', 1, true) then
      refuse('a comment without its end', '--> after it', '<!--')
    end
  end }
end

-- What the author wrote, before it is changed; gives the links in it.
local function check_written(blocks, meta, classes, read, refuse)
  local pictures, captioned, links = List {}, {}, List {}
  local function raw(element) check_raw(element, refuse) end
  local function named(element)
    for _, class in ipairs(element.classes) do
      local name = meant(class, classes)
      if class:match '[{}]' then
        refuse('a brace without its other half in ' .. class, '::: {.name}', ':::')
      elseif name then
        refuse('the unknown class .' .. class, '.' .. name, class)
      end
    end
  end
  local function float(element)
    named(element)
    if not element.identifier:match '^fig%-' then return end
    element.content:walk { Image = function(image) captioned[image.src] = true end }
  end
  local function figure(element)
    float(element)
    if element.identifier ~= '' or stringify(element.caption.long) == '' then return end
    element:walk { Image = function(image)
      refuse('a captioned figure without a label', '{#fig-name fig-alt="..."} after it', image.src)
    end }
  end
  local function link(element)
    local path = element.target:match '^[^#?]*'
    if element.target:sub(1, 1) == '#' then
      links:insert(element.target:sub(2))
    elseif path ~= '' and not path:match '^%a[%w+.-]*:' and not path:match '^//' and not path:find '{{<' and not read(path) then
      refuse('a link to ' .. path .. ', which is not a file of the project', 'an existing file or a whole address', element.target)
    end
  end
  blocks:walk { RawBlock = raw, RawInline = raw, Div = float, Figure = figure, Span = named, Header = named,
    Image = function(image)
      named(image)
      pictures:insert(image)
    end,
    Link = link }
  local function inside(value)
    local kind = pandoc.utils.type(value)
    if kind == 'Inlines' or kind == 'Blocks' then
      value:walk { RawBlock = raw, RawInline = raw }
    elseif kind == 'table' or kind == 'List' then
      for _, item in pairs(value) do inside(item) end
    end
  end
  for _, key in ipairs { 'title', 'subtitle', 'abstract', 'description', 'author', 'affiliations', 'briefing' } do inside(meta[key]) end
  check_marks(blocks, refuse)
  for _, image in ipairs(pictures) do check_picture(image, read, refuse, captioned[image.src]) end
  return links
end

-- Headings go down one level at a time, as PDF/UA asks, from that of the sections.
local function check_headings(headers, refuse)
  local top = 9
  for _, header in ipairs(headers) do
    if header.level > 1 or headers[1].level == 1 then top = math.min(top, header.level) end
  end
  local above = top - 1
  for _, header in ipairs(headers) do
    local level, first = header.level, header.content[1]
    local needle = '# ' .. (first and first.t == 'Str' and first.text or '')
    if level < top then
      refuse('a heading with one #, above the sections', '##, at which sections start', needle)
    elseif level > above + 1 then
      refuse('a heading that skips a level', 'one of the level between before it', needle)
    end
    above = math.max(level, top)
  end
end

-- What was made of it: classes, attributes, labels, headings; gives the names in it, and whether it has formulas.
local function check_made(blocks, refuse)
  local named, headers, formulas = {}, List {}, false
  local function name(id)
    if id ~= '' and named[id] then refuse('the label #' .. id .. ' twice', 'one label for one thing', '#' .. id) end
    named[id] = true
  end
  local function check(element)
    name(element.identifier)
    for _, class in ipairs(element.classes) do
      if CLASSES[class] then refuse('the class .' .. class, CLASSES[class], class) end
    end
    for key, value in pairs(element.attributes) do
      if ATTRIBUTES[key] then refuse('the attribute ' .. key .. '=', ATTRIBUTES[key], key .. '=') end
      if (key == 'when-format' or key == 'unless-format') and not FORMATS[value] then
        refuse(key .. '="' .. value .. '"', key .. '="html" or "typst"', key .. '="' .. value .. '"')
      end
    end
    local kind = element.identifier:match '^(%a+)%-'
    if kind and element.t ~= 'Header' and KINDS:includes(kind) then
      refuse('the label #' .. element.identifier, 'a label of a figure (fig-), table (tbl-), section (sec-) or equation (eq-)',
        '#' .. element.identifier)
    end
  end
  local function raw(element)
    if element.text:find('<svg', 1, true) then return end
    for id in element.text:gmatch '%sid="([^"]+)"' do named[id] = true end
  end
  blocks:walk { Div = check, Span = check, CodeBlock = check, Image = check, RawBlock = raw, RawInline = raw,
    Math = function() formulas = true end,
    Header = function(header)
      headers:insert(header)
      check(header)
    end,
    Figure = check,
    Table = function(tbl)
      check(tbl)
      local caption = stringify(tbl.caption.long)
      if tbl.identifier == '' and caption ~= '' then
        refuse('a captioned table without a label', '{#tbl-name} at the end of its caption', caption:match '^%S+ ?%S* ?%S*')
      end
      for _, body in ipairs(tbl.bodies) do
        for _, row in ipairs(body.body) do name(row.attr.identifier) end
      end
    end }
  check_headings(headers, refuse)
  return named, formulas
end

-- Refuses what is wrong in the blocks that the author wrote, and in those that were made of them; gives the names in
-- these, and whether they have formulas.
return function(written, made, meta, read, refuse)
  local schema = read_schema()
  check_keys(meta, names_of(schema.options), refuse)
  local links = check_written(written, meta, names_of(schema.classes) .. MORE_CLASSES, read, refuse)
  local named, formulas = check_made(made, refuse)
  for _, id in ipairs(links) do
    if not named[id] then refuse('a link to #' .. id .. ', which nothing is named', 'the name of something here', '#' .. id) end
  end
  return named, formulas
end
