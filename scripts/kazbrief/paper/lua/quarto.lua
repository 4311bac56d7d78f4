-- quarto.lua: stands in for Quarto's own filters in the embedded renderer. It brings date and authors into the form
-- that templates get from Quarto, numbers and resolves cross-references, writes floats, panels and equations under
-- the names that Quarto gives them, and evaluates conditional content.

local html, typst = FORMAT:match('html') ~= nil, FORMAT:match('typst') ~= nil
local target = html and 'html' or 'typst'
local stringify, List = pandoc.utils.stringify, pandoc.List

local names = { fig = 'Figure', tbl = 'Table', sec = 'Section', eq = 'Equation' } -- over a float
local prefixes = {} -- in a reference
local settings = { delimiter = ':', numbered = false, folder = '.', fig_top = false, tbl_top = true }
local index, counts = {}, {}
local failed = false

-- One line a fault: what was found, what to write instead, and a text that stands on the faulty line.
local function refuse(found, expected, needle)
  failed = true
  io.stderr:write('KAZBRIEF\t' .. pandoc.json.encode { found, expected, needle or '' } .. '\n')
end

local function typ(text) return pandoc.RawInline('typst', text) end
local function typ_block(text) return pandoc.RawBlock('typst', text) end
local function typ_string(text) return '"' .. text:gsub('\\', '\\\\'):gsub('"', '\\"') .. '"' end
local function kind_of(id)
  local kind = id:match '^(%a+)%-'
  return kind and names[kind] and kind
end
local function is_float(id)
  local kind = kind_of(id)
  return kind == 'fig' or kind == 'tbl'
end

-- Settings ---------------------------------------------------------------------------------------------

-- One or several entries, each as a table with a name.
local function entries(value)
  local items = pandoc.utils.type(value) == 'List' and value or List { value }
  return items:map(function(item) return pandoc.utils.type(item) == 'table' and item or { name = item } end)
end

-- Each author with a literal name and the affiliations that it refers to, as Quarto hands them to templates.
local function authors(meta)
  local known = {}
  for _, place in ipairs(entries(meta.affiliations)) do
    if place.id then known[stringify(place.id)] = place end
  end
  return entries(meta.author):map(function(author)
    local name, parts = author.name, {}
    if pandoc.utils.type(name) == 'table' then
      for _, part in ipairs { name.given or false, name.family or false } do
        if part then parts[#parts + 1] = stringify(part) end
      end
      name = name.literal or table.concat(parts, ' ')
    end
    local places = entries(author.affiliations or author.affiliation):map(function(place)
      return place.ref and known[stringify(place.ref)] or place
    end)
    return { name = { literal = name }, affiliations = places, orcid = author.orcid, email = author.email, url = author.url }
  end)
end

local function read_settings(meta)
  local crossref = meta.crossref or {}
  if crossref['title-delim'] then settings.delimiter = stringify(crossref['title-delim']) end
  for kind, _ in pairs(names) do
    local title, prefix = crossref[kind .. '-title'], crossref[kind .. '-prefix']
    if title then names[kind] = stringify(title) end
    prefixes[kind] = prefix and stringify(prefix) or names[kind]
  end
  settings.numbered = meta['number-sections'] == true
  settings.folder = stringify(meta['document-folder'] or '.')
  settings.fig_top = stringify(meta['fig-cap-location'] or 'bottom') == 'top'
  settings.tbl_top = stringify(meta['tbl-cap-location'] or 'top') == 'top'
  meta['by-author'] = authors(meta)
  return meta
end

-- Conditional content ----------------------------------------------------------------------------------

local function conditional(element)
  local visible, hidden = element.classes:includes 'content-visible', element.classes:includes 'content-hidden'
  if not visible and not hidden then return nil end
  local when, unless = element.attributes['when-format'], element.attributes['unless-format']
  local applies = (not when or when == target) and (not unless or unless ~= target)
  return visible == applies and element.content or {}
end

-- Numbers ----------------------------------------------------------------------------------------------

local function enter(id, number, parent)
  index[id] = { number = number, parent = parent }
end

local function count(id)
  local kind = kind_of(id)
  counts[kind] = (counts[kind] or 0) + 1
  enter(id, tostring(counts[kind]))
end

local function equation_label(inline, previous)
  local id = inline.t == 'Str' and inline.text:match '^{#(eq%-[^}]+)}'
  return id and previous and previous.t == 'Math' and id or nil
end

-- Sub-figures and sub-tables of a float: the labels inside it, in order.
local function count_inside(float)
  local n = 0
  local function one(element)
    if is_float(element.identifier) then
      n = n + 1
      enter(element.identifier, string.char(96 + n), float.identifier)
    end
  end
  pandoc.Blocks(float.content):walk { traverse = 'topdown', Figure = one, Table = one, Div = function(div)
    if is_float(div.identifier) then
      one(div)
      return div, false
    end
  end }
end

local function number(doc)
  local top, section = 9, {}
  doc:walk { Header = function(header) top = math.min(top, header.level) end }
  return doc:walk { traverse = 'topdown',
    Header = function(header)
      local plain = header.classes:includes 'unnumbered' or not settings.numbered
      if not plain then
        local depth = header.level - top + 1
        for i = #section + 1, depth do section[i] = 0 end
        section[depth] = section[depth] + 1
        for i = #section, depth + 1, -1 do section[i] = nil end
      end
      local text = table.concat(section, '.')
      if header.identifier:match '^sec%-' then enter(header.identifier, not plain and text or nil) end
      if html and not plain then
        header.attributes.number = text
        header.content = { pandoc.Span(text, { class = 'header-section-number' }), pandoc.Space() } .. header.content
        return header, false
      end
    end,
    Div = function(div)
      if not is_float(div.identifier) then return nil end
      count(div.identifier)
      count_inside(div)
      return div, false
    end,
    Figure = function(figure) if is_float(figure.identifier) then count(figure.identifier) end end,
    Table = function(tbl) if is_float(tbl.identifier) then count(tbl.identifier) end end,
    Para = function(para)
      for i, inline in ipairs(para.content) do
        local id = equation_label(inline, para.content[i - 2])
        if id then count(id) end
      end
    end,
  }
end

-- References -------------------------------------------------------------------------------------------

local function reference(citation, entry, kind, id)
  local prefix = pandoc.Inlines {}
  if #citation.prefix > 0 then
    prefix = citation.prefix
  elseif citation.mode ~= 'SuppressAuthor' then
    prefix = pandoc.Inlines(prefixes[kind])
  end
  if typst then
    return pandoc.Inlines { typ('#ref(<' .. id .. '>, supplement: [') } .. prefix .. { typ '])' }
  end
  local text = pandoc.Inlines(prefix)
  if #text > 0 then text:insert(pandoc.Str '\u{a0}') end
  local parent = entry.parent and index[entry.parent]
  text:insert(pandoc.Str(parent and parent.number or entry.number))
  if parent then text:extend { pandoc.Space(), pandoc.Str('(' .. entry.number .. ')') } end
  return pandoc.Inlines { pandoc.Link(text, '#' .. id, '', { class = 'quarto-xref' }) }
end

local function references(cite)
  local result, crossrefs, citations = pandoc.Inlines {}, 0, 0
  for _, citation in ipairs(cite.citations) do
    local id = citation.id:sub(1, 1):lower() .. citation.id:sub(2)
    local kind = kind_of(id)
    local at = '@' .. citation.id
    if not kind then
      citations = citations + 1
    else
      crossrefs = crossrefs + 1
      local entry = index[id]
      if not entry then
        refuse('a reference to ' .. at .. ', which nothing is labelled', 'the label of a figure, table, section or equation', at)
      elseif not entry.number then
        refuse('a reference to the unnumbered section ' .. at, 'a link: [text](#' .. id .. ')', at)
      elseif #citation.suffix > 0 then
        refuse('text after the reference inside [' .. at .. ' ...]', 'the text after the bracket', at)
      else
        if #result > 0 then result:extend { pandoc.Str ',', pandoc.Space() } end
        result:extend(reference(citation, entry, kind, id))
      end
    end
  end
  if crossrefs > 0 and citations > 0 then
    refuse('a citation and a cross-reference in one bracket', 'a bracket for each', '@' .. cite.citations[1].id)
  end
  if crossrefs > 0 then return result end
end

-- Images -----------------------------------------------------------------------------------------------

-- Typst reads files from the project's root; the document's own folder is known.
local function rooted(source)
  source = source:gsub('%%(%x%x)', function(code) return string.char(tonumber(code, 16)) end)
  if source:sub(1, 1) == '/' then return source end
  local parts = List {}
  for part in (settings.folder .. '/' .. source):gmatch '[^/]+' do
    if part == '..' then parts:remove(#parts) elseif part ~= '.' then parts:insert(part) end
  end
  return '/' .. table.concat(parts, '/')
end

local function image(element)
  local attributes = element.attributes
  local alt = attributes['fig-alt'] or attributes.alt or stringify(element.caption)
  if html then
    attributes['fig-alt'], attributes.alt = nil, alt
    element.caption = {}
    return element
  end
  local arguments = List { typ_string(rooted(element.src)), 'alt: ' .. typ_string(alt) }
  for _, side in ipairs { 'height', 'width' } do
    local value = attributes[side]
    if value then
      local pixels = tonumber(value) or tonumber(value:match '^([%d.]+)px$')
      arguments:insert(side .. ': ' .. (pixels and (pixels / 96 .. 'in') or value))
    end
  end
  return typ('#box(image(' .. table.concat(arguments, ', ') .. '))')
end

-- Floats -----------------------------------------------------------------------------------------------

local CAPTION_ID = '%s-caption-0ceaefa1-69ba-4598-a22c-09a6ac19f8ca' -- Quarto's own ending, so that no id clashes

local function caption_of(blocks)
  local result = pandoc.Inlines {}
  for _, block in ipairs(blocks or {}) do
    if block.content then result:extend(block.content) end
  end
  return result
end

local function float(id, content, caption, classes)
  local kind, entry = kind_of(id), index[id]
  local top = settings[kind .. '_top']
  if typst then
    local result = pandoc.Blocks { typ_block '#figure([' }
    result:extend(content)
    result:insert(pandoc.Plain(pandoc.Inlines { typ('], caption: figure.caption(position: ' .. (top and 'top' or 'bottom') .. ', [') }
      .. caption .. { typ('])' .. (', kind: "quarto-float-%s", supplement: "%s")<%s>'):format(kind, names[kind], id)) }))
    return result
  end
  local label = entry.parent and ('(' .. entry.number .. ') ') or (names[kind] .. '\u{a0}' .. entry.number .. settings.delimiter .. ' ')
  local family = entry.parent and 'quarto-subfloat' or 'quarto-float'
  local caption_id = CAPTION_ID:format(id)
  -- Blocks rather than one line: Quarto's caption begins and ends with a line break, and so does this one.
  local figcaption = pandoc.Blocks { pandoc.RawBlock('html', ('<figcaption id="%s" class="quarto-float-caption-%s %s-caption %s-%s">'):format(
    caption_id, top and 'top' or 'bottom', family, family, kind)),
    pandoc.Plain({ pandoc.Str(label) } .. caption), pandoc.RawBlock('html', '</figcaption>') }
  local body = pandoc.Div(content, pandoc.Attr('', {}, { ['aria-describedby'] = caption_id }))
  local result = pandoc.Blocks { pandoc.RawBlock('html', ('<figure class="quarto-float %s-%s">'):format(family, kind)) }
  if top then result:extend(figcaption) end
  result:insert(body)
  if not top then result:extend(figcaption) end
  result:insert(pandoc.RawBlock('html', '</figure>'))
  return pandoc.Blocks { pandoc.Div(result, pandoc.Attr(id, List { 'quarto-float' } ..
    (kind == 'fig' and { 'quarto-figure', 'quarto-figure-center' } or {}) .. classes)) }
end

local function figure_float(figure)
  if not is_float(figure.identifier) then return nil end
  return float(figure.identifier, figure.content, caption_of(figure.caption.long), figure.classes)
end

local function table_float(tbl)
  tbl.classes:insert(typst and 'typst:no-figure' or 'caption-top')
  if not is_float(tbl.identifier) then return tbl end
  local id, caption = tbl.identifier, caption_of(tbl.caption.long)
  tbl.identifier, tbl.caption = '', { long = {} }
  return float(id, pandoc.Blocks { tbl }, caption, List {})
end

local function panel_cells(blocks)
  local cells = List {}
  for _, block in ipairs(blocks) do
    if block.t == 'Figure' then
      cells:insert(figure_float(block) or pandoc.Blocks { block })
    elseif block.t == 'Table' then
      local result = table_float(block)
      cells:insert(result.t and pandoc.Blocks { result } or result)
    elseif block.t == 'Para' and block.content[1] and block.content[1].t == 'Image' then
      for _, inline in ipairs(block.content) do
        if inline.t == 'Image' then cells:insert(pandoc.Blocks { pandoc.Plain { inline } }) end
      end
    else
      cells:insert(pandoc.Blocks { block })
    end
  end
  return cells
end

local function panel(blocks, columns)
  local cells = panel_cells(blocks)
  if typst then
    local result = pandoc.Blocks { typ_block('#grid(columns: ' .. columns .. ', gutter: 2em,') }
    for _, cell in ipairs(cells) do
      result:insert(typ_block '[')
      result:extend(cell)
      result:insert(typ_block '],')
    end
    result:insert(typ_block ')')
    return result
  end
  local rows = pandoc.Blocks {}
  for i, cell in ipairs(cells) do
    if (i - 1) % columns == 0 then rows:insert(pandoc.Div({}, { class = 'quarto-layout-row' })) end
    rows[#rows].content:insert(pandoc.Div(cell, pandoc.Attr('', { 'quarto-layout-cell' },
      { style = ('flex-basis: %.1f%%;'):format(100 / columns) })))
  end
  return rows
end

local function has_parts(id)
  for _, entry in pairs(index) do
    if entry.parent == id then return true end
  end
  return false
end

local function division(div)
  local columns = tonumber(div.attributes['layout-ncol'])
  if not is_float(div.identifier) then
    if not columns then return nil end
    local result = panel(div.content, columns)
    return html and pandoc.Div(result, pandoc.Attr('', { 'quarto-layout-panel' })) or result, false
  end
  local caption = div.content[#div.content]
  if not caption or caption.t ~= 'Para' then
    refuse('a float #' .. div.identifier .. ' without a caption', 'a last paragraph in it that is its caption', '#' .. div.identifier)
    return div, false
  end
  local body = pandoc.Blocks(List { table.unpack(div.content, 1, #div.content - 1) })
  if columns then
    body = panel(body, columns)
  else
    body = body:walk { Table = table_float }
  end
  if typst and has_parts(div.identifier) then
    local kind = kind_of(div.identifier)
    local result = pandoc.Blocks { pandoc.Plain(pandoc.Inlines {
      typ(('#quarto_super(kind: "quarto-float-%s", supplement: "%s", label: <%s>, position: %s, caption: ['):format(
        kind, names[kind], div.identifier, settings[kind .. '_top'] and 'top' or 'bottom')) } .. caption.content .. { typ '], [' }) }
    result:extend(body)
    result:insert(typ_block '])')
    return result, false
  end
  return float(div.identifier, body, caption.content, div.classes), false
end

-- Equations --------------------------------------------------------------------------------------------

local function equations(inlines)
  local result, found = pandoc.Inlines {}, false
  for _, inline in ipairs(inlines) do
    local math = result[#result - 1]
    local id = equation_label(inline, math)
    if id then
      found = true
      result:remove(#result)
      result:remove(#result)
      if typst then
        result:extend { typ '#math.equation(block: true, numbering: equation-numbering, [ ', math, typ(' ])<' .. id .. '>') }
      else
        math.text = math.text .. ' \\qquad(' .. index[id].number .. ')'
        result:insert(pandoc.Span({ math }, { id = id }))
      end
      local tail = inline.text:match '}(.*)$'
      if tail ~= '' then result:insert(pandoc.Str(tail)) end
    else
      result:insert(inline)
    end
  end
  return found and result or nil
end

local function finish()
  if failed then os.exit(65) end
end

return {
  { Meta = read_settings },
  { traverse = 'topdown', Div = conditional, Span = conditional },
  { Pandoc = number },
  { traverse = 'topdown', Div = division, Table = function(tbl) return table_float(tbl), false end,
    Figure = function(figure)
      local result = figure_float(figure)
      if result then return result, false end
    end },
  { Pandoc = function(doc) return doc:walk { Cite = references, Inlines = counts.eq and equations, Image = image } end },
  { Pandoc = finish },
}
