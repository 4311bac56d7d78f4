-- shortcodes.lua: puts values, metadata and page breaks into the parsed document, so that a value is never read as
-- Markdown of the text around it. A shortcode comes as one word of letters that no text has (kazbrief.paper.sources).

local html, typst = FORMAT:match 'html' ~= nil, FORMAT:match 'typst' ~= nil
local stringify = pandoc.utils.stringify
local WORD = '\u{14500}(.-)\u{14501}'
local SUPPORTED = 'include (alone on its line), var, meta, env or pagebreak'
local WHERE = { var = '_variables.yml', meta = 'the front matter or _quarto.yml' }
local DEEPEST = 9
local values = {}

local function refuse(found, expected, needle)
  io.stderr:write('KAZBRIEF\t' .. pandoc.json.encode { found, expected, needle } .. '\n')
end

local function decoded(code)
  return (code:gsub(utf8.charpattern, function(letter) return string.char(utf8.codepoint(letter) - 0x14400) end))
end

-- The text as its author wrote it.
local function as_written(text) return (text:gsub(WORD, decoded)) end

-- A value of the document's or the project's metadata, if it is a text or a number.
local function value_of(kind, key)
  local value = values[kind]
  for step in key:gmatch '[^.]+' do
    value = pandoc.utils.type(value):lower():match '^[mt]' and value[step] or nil
  end
  local what = pandoc.utils.type(value)
  if what == 'Blocks' and #value == 1 and value[1].t == 'Para' then value, what = value[1].content, 'Inlines' end
  if what == 'string' and value ~= '' then return pandoc.Inlines { pandoc.Str(value) } end
  return what == 'Inlines' and value or nil
end

-- What a shortcode stands for; nothing for a page break.
local function expansion(written)
  local escaped = written:match '^{({{+<.*>}}+)}$'
  if escaped then return pandoc.Inlines { pandoc.Str(escaped) } end
  local name, rest = written:match '^{{<%s*([%w_-]*)%s*(.-)%s*>}}$'
  local words = pandoc.List {}
  for word in rest:gsub('["\']', ' '):gmatch '%S+' do words:insert(word) end
  if name == 'pagebreak' and #words == 0 then return nil end
  if name == 'env' and #words > 0 then
    return pandoc.Inlines { pandoc.Str(os.getenv(words[1]) or table.concat(words, ' ', 2)) }
  elseif WHERE[name] and #words == 1 then
    local value = value_of(name, words[1])
    if value then return value end
    refuse('the unknown value ' .. words[1],
      'a key of ' .. WHERE[name] .. ' with a text or number (in quotes, if it looks like a yes)', written)
  else
    refuse('the shortcode ' .. written, SUPPORTED, written)
  end
  return pandoc.Inlines {}
end

local resolved

-- A text with shortcodes in it as inlines; a named value keeps its name, for the page.
local function put_in(text, depth, named)
  local result, rest = pandoc.Inlines {}, 1
  for from, code, to in text:gmatch('()' .. WORD .. '()') do
    if from > rest then result:insert(pandoc.Str(text:sub(rest, from - 1))) end
    local written = decoded(code)
    local inlines = expansion(written)
    if not inlines then
      refuse('a page break inside a text', '{{< pagebreak >}} in a paragraph of its own', written)
    elseif depth > DEEPEST then
      refuse('the shortcode ' .. written .. ', which leads to itself', 'values without a circle', written)
    else
      inlines = resolved(inlines, depth + 1)
      local key = named and written:match '^{{<%s*var%s+(.-)%s*>}}$'
      result:extend(key and #inlines > 0 and { pandoc.Span(inlines, { number = key }) } or inlines)
    end
    rest = to
  end
  if rest <= #text then result:insert(pandoc.Str(text:sub(rest))) end
  return result
end

function resolved(inlines, depth)
  return pandoc.Inlines(inlines):walk { Str = function(str)
    if str.text:find(WORD) then return put_in(str.text, depth) end
  end }
end

local function plain(text)
  return (text:gsub('\u{14500}.-\u{14501}', function(word) return stringify(put_in(word, 0)) end))
end

local function strings(element)
  for name, value in pairs(element.attributes or {}) do
    if value:find(WORD) then element.attributes[name] = plain(value) end
  end
  for _, key in ipairs { 'target', 'src', 'title' } do
    if type(element[key]) == 'string' then element[key] = plain(element[key]) end
  end
  return element
end

local function code(element)
  if not element.text:find(WORD) then return nil end
  local written = element.text:match '^%s*<!%-%-' or (element.attributes or {}).shortcodes == 'false'
  element.text = (written and as_written or plain)(element.text)
  if element.attributes then element.attributes.shortcodes = nil end
  return element
end

-- A heading's name is made of its own words, as the CLI makes it.
local taken = {}
local function heading(header)
  if header.identifier:find(WORD) then
    local id = header.identifier:gsub(WORD, ''):gsub('%-%-+', '-'):gsub('^%-', ''):gsub('%-$', '')
    id = id == '' and 'section' or id
    taken[id] = (taken[id] or 0) + 1
    header.identifier = taken[id] > 1 and (id .. '-' .. taken[id] - 1) or id
  end
  return strings(header)
end

local function page_break(para)
  local word = #para.content == 1 and para.content[1].t == 'Str' and para.content[1].text:match('^' .. WORD .. '$')
  if word and decoded(word):match '^{{<%s*pagebreak%s*>}}$' then
    return pandoc.RawBlock(typst and 'typst' or 'html', typst and '#pagebreak()' or '<div style="page-break-after: always;"></div>')
  end
end

-- The filter that puts values in.
local function texts(named)
  return { Span = strings, Div = strings, Header = heading, Link = strings, Image = strings, Table = strings,
    Code = code, CodeBlock = code, RawInline = code, RawBlock = code, Math = code,
    Str = function(str) if str.text:find(WORD) then return put_in(str.text, 0, named) end end }
end

-- As the CLI reads it: by pandoc, as the metadata of a document.
local function read_variables(path)
  local file = io.open(path, 'rb')
  if not file then return {} end
  local text = file:read('a'):gsub('^\u{feff}', ''):gsub('\r\n', '\n'):gsub('^%s*%-%-%-%s*\n', ''):gsub('^%s*\n', '')
  file:close()
  -- A value is a text: > at the beginning of its line is a sign, and opens no quotation.
  text = text:gsub('([:,%[{-]%s*["\'])(%s*)>', '%1%2&gt;'):gsub('(\n[ \t]+)>([^\n]*)', function(indent, rest)
    return not rest:match '^[-+%d]?[-+%d]?%s*$' and indent .. '&gt;' .. rest or nil
  end):gsub('(:[ \t]+[|>])(%d?)[ \t]*\n', '%1%2-\n')
  return pandoc.read('---\n' .. text .. '\n---\n', 'markdown').meta
end

-- Metadata are resolved first, and their values bear no names.
local function metadata(meta)
  values = { meta = meta, var = read_variables(os.getenv 'QUARTO_PROJECT_ROOT' .. '/_variables.yml') }
  local function inside(value)
    local kind = pandoc.utils.type(value)
    if kind == 'Inlines' or kind == 'Blocks' then return value:walk(texts(false)) end
    if kind == 'table' or kind == 'List' or kind == 'Meta' then
      for key, item in pairs(value) do value[key] = inside(item) end
    end
    return value
  end
  return inside(meta)
end

-- In Typst sections begin at the first level, wherever they begin in the text.
local function raised(doc)
  local top = 9
  doc:walk { Header = function(header) top = math.min(top, header.level) end }
  return typst and top > 1 and doc:walk { Header = function(header)
    header.level = header.level - 1
    return header
  end } or doc
end

return {
  { Meta = metadata },
  { Para = page_break, Plain = page_break },
  texts(true),
  { Pandoc = raised },
}
