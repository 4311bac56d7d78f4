-- page.lua: what only the page has: pictures as markup, what stands under them, the list of sources, links from codes,
-- data for the instruments, descriptions for machines, the scripts. briefing.lua calls it; both renderers run it.

local here = pandoc.path.directory(debug.getinfo(1, 'S').source:sub(2))
local svg = dofile(pandoc.path.join { here, 'svg.lua' })
local stringify = pandoc.utils.stringify
local page = { words = {}, settings = {}, values = {} }
local filled -- of words.lua

-- The scripts of the page, in the order in which they run.
local SCRIPTS = { 'base', 'marks', 'takeaways', 'districts', 'ledger', 'routes', 'threshold', 'numbers', 'contents' }

-- Files -----------------------------------------------------------------------------------------------

-- A path as this process can open it: '/x' means x in the project, anything else stands beside the document.
function page.openable(path)
  path = path:gsub('%%(%x%x)', function(code) return string.char(tonumber(code, 16)) end)
  if path:sub(1, 1) ~= '/' then return path end
  local root = os.getenv('QUARTO_PROJECT_ROOT') or (quarto and quarto.project and quarto.project.directory)
  return root and (root .. path) or path
end

page.content, page.class_of = svg.content, svg.class_of
function page.read(path) return page.content(page.openable(path)) end

local function read_json(path)
  local text = path and page.read(path)
  return text and pandoc.json.decode(text, false)
end

function page.escaped(text)
  return (text:gsub('&', '&amp;'):gsub('"', '&quot;'):gsub('<', '&lt;'):gsub('>', '&gt;'))
end
local escaped = page.escaped

local function script_json(value) return (pandoc.json.encode(value):gsub('<', '\\u003c')) end

-- The rows of a CSV file (RFC 4180).
local CELL = '"' * lpeg.Cs((lpeg.P '""' / '"' + (1 - lpeg.P '"')) ^ 0) * '"' + lpeg.C((1 - lpeg.S ',\n"') ^ 0)
local CSV = lpeg.Ct((lpeg.Ct(CELL * (',' * CELL) ^ 0) * '\n') ^ 0)
local function csv_rows(text)
  text = text:gsub('\r\n', '\n')
  return CSV:match(text:sub(-1) == '\n' and text or text .. '\n')
end

-- The same as records by the names in the first row.
local function csv_records(text)
  local rows = csv_rows(text)
  local names = table.remove(rows, 1)
  return pandoc.List(rows):map(function(row)
    local record = {}
    for k, name in ipairs(names) do record[name] = row[k] ~= '' and row[k] or nil end
    return record
  end)
end

-- Pictures --------------------------------------------------------------------------------------------

local SLIM = 280 -- points

-- The picture of a figure: an SVG becomes markup, with its narrow version for phones when it names one
-- (narrow="file.svg"); otherwise the image stays as it is.
function page.picture(image, id, narrow)
  local text = image.src:lower():match '%.svg$' and page.read(image.src)
  if not text then return image end
  local alt = image.attributes['fig-alt'] or image.attributes.alt or ''
  local small = narrow and page.read(narrow)
  -- A drawing for half a page of print fits a phone as it is.
  local slim = (tonumber(text:match 'viewBox="[%d.-]+ [%d.-]+ ([%d.]+)') or 999) < SLIM
  local kinds = 'exhibit-picture' .. (small and ' has-narrow' or '') .. (slim and ' slim' or '')
  local wide, shape = svg.inline(text, id, alt, kinds, image.attributes.width)
  -- Drawings wait as text, of which a script takes the one for the screen; without script they are there. Their room is kept.
  local parts, kept = { '<noscript>' .. wide .. '</noscript>' }, '--shape:' .. shape
  if small then
    local picture, of_small = svg.inline(small, id .. '-narrow', alt, 'exhibit-picture narrow')
    parts[2], kept = '<noscript class="narrow">' .. picture .. '</noscript>', kept .. ';--small:' .. of_small
  end
  local view = ('exhibit-view waits %s%s'):format(svg.class_of(kept), kinds:gsub('^%S+', ''))
  local hint = (small or slim) and '' or '<p class="pan-hint" aria-hidden="true">' .. page.words.pan .. '</p>'
  return pandoc.RawInline('html', '<div class="' .. view .. '">' .. table.concat(parts) .. '</div>' .. hint)
end

-- What a reader can take away ---------------------------------------------------------------------------

local UNITS = { ['per cent'] = '%', kilometre = 'km', ['square kilometre'] = 'km²', hectare = 'ha', persons = 'people',
  year = '', identifier = '', degree = '°' }
-- The unit at the end of a column's name, longest first, where no description of the data is at hand.
local ENDINGS = { { '_tiv_million', 'million TIV' }, { '_million', 'million' }, { '_pct', '%' }, { '_km2', 'km²' },
  { '_mha', 'million ha' }, { '_km', 'km' }, { '_mt', 'Mt' } }
-- What identifies a row or places it on a map is for programs; it is in the file.
local function for_programs(name)
  return name:match '_id$' or name == 'geometry' or name == 'latitude' or name == 'longitude'
end

-- The titles of the tables in the data package that briefing.fields names.
local package, tables_of_package
local function package_tables()
  if not tables_of_package then
    tables_of_package = {}
    package = read_json(page.settings.fields) or {}
    for _, resource in ipairs(package.resources or {}) do tables_of_package[resource.name] = resource.title end
  end
  return tables_of_package
end

-- The titles and units of columns there: the most frequent of each name.
local titles
local function column_head(name)
  if not titles then
    titles = {}
    local counts = {}
    package_tables()
    for _, resource in ipairs(package.resources or {}) do
      for _, field in ipairs(resource.schema and resource.schema.fields or {}) do
        local unit = field.unit and not field.unit:match '^see ' and (UNITS[field.unit] or field.unit) or ''
        local head = field.title .. (unit ~= '' and ', ' .. unit or '')
        local key = field.name .. '\n' .. head
        counts[key] = (counts[key] or 0) + 1
        if counts[key] > (counts[field.name] or 0) then counts[field.name], titles[field.name] = counts[key], head end
      end
    end
  end
  if titles[name] then return titles[name] end
  for _, entry in ipairs(ENDINGS) do
    if name:sub(-#entry[1]) == entry[1] then return (name:sub(1, -#entry[1] - 1):gsub('_', ' ')) .. ', ' .. entry[2] end
  end
  local words = name:gsub('_', ' ')
  return words:sub(1, 1):upper() .. words:sub(2)
end

-- A number with so many decimals, halves away from nought, thousands apart unless it is a year.
local function number_text(value, decimals, year)
  local text = ('%.' .. decimals .. 'f'):format(value + (value < 0 and -1e-9 or 1e-9)):gsub('^%-', '−')
  local whole, rest = text:match '^(%D*%d+)(.*)$'
  if not year then
    whole = whole:reverse():gsub('(%d%d%d)', '%1,'):gsub(',(%D*)$', '%1'):reverse():gsub(',', page.words.thousands)
  end
  return whole .. (rest:gsub('%.', page.words.decimal))
end

-- The rows of a data file as a reader's table: titles with units, numbers rounded and on the right, no identifiers.
-- It waits as text until a script opens it, since its cells would be a third of the page; without script it is there.
local function html_table(csv)
  local rows, shown = csv_rows(csv), {}
  for k, name in ipairs(rows[1]) do
    local numeric, short, whole, year, largest, found = true, true, true, true, 0, false
    for n = 2, #rows do
      local cell = rows[n][k] or ''
      if cell ~= '' then
        found = true
        local value = cell:match '^%-?%d+%.?%d*$' and tonumber(cell)
        if not value then numeric = false
        else
          largest = math.max(largest, math.abs(value))
          whole = whole and not cell:find('.', 1, true)
          year = year and value >= 1500 and value <= 2100
        end
        short = short and (utf8.len(cell) or 99) <= 24
      end
    end
    if found and not for_programs(name) then
      local decimals = (whole or largest >= 1000) and 0 or largest >= 10 and 1 or 2
      shown[#shown + 1] = { k = k, head = column_head(name), decimals = numeric and decimals, year = whole and year,
        kind = numeric and 'n' or short and 's' }
    end
  end
  -- Columns of numbers (n1, n2 ...) and of short texts (s1 ...) are told once, at the table.
  local parts, kinds = {}, {}
  for n, row in ipairs(rows) do
    local cells = {}
    for i, column in ipairs(shown) do
      local cell = row[column.k] or ''
      if n == 1 then
        cells[i] = ('<th scope="col">%s</th>'):format(escaped(column.head))
        if column.kind then kinds[#kinds + 1] = column.kind .. i end
      else
        if column.decimals and cell ~= '' then cell = number_text(tonumber(cell), column.decimals, column.year) end
        cell = ({ True = page.words.yes, False = page.words.no })[cell] or cell
        cells[i] = '<td>' .. escaped(cell) .. '</td>'
      end
    end
    parts[n] = '<tr>' .. table.concat(cells) .. '</tr>'
  end
  local head = table.remove(parts, 1)
  return '<table class="' .. table.concat(kinds, ' ') .. '" data-quarto-disable-processing="true"><thead>' .. head .. '</thead><tbody>' .. table.concat(parts) .. '</tbody></table>'
end

-- Text as an address: all that an address must not hold is percent-encoded.
local function text_address(text)
  return (text:gsub('[%z\1-\32"#%%<>%[\\%]^`{|}\127]', function(char) return ('%%%02X'):format(char:byte()) end):gsub('&', '&amp;'))
end

-- The same, kept; beside the rows, it depends on the titles, the words and what is written here.
local OWN, beside = svg.content(debug.getinfo(1, 'S').source:sub(2)), nil
local function kept_table(csv)
  beside = beside or pandoc.utils.sha1(table.concat { OWN, pandoc.json.encode(page.words), page.read(page.settings.fields or '') or '' })
  return svg.kept(html_table, csv, beside)
end

local records, cited = pandoc.List {}, {}

-- Under an exhibit: its data as a table, its sources, its data file and its citation, from the files whose names begin
-- with the stem that tools= names (.csv, .json with its sources, .txt with the citation). The pictures to take away are
-- made by a script from the one that is shown.
function page.tools(stem, id)
  local parts, words = {}, page.words
  local function details(kind, label, content)
    parts[#parts + 1] = ('<details id="%s-%s"><summary>%s</summary>%s</details>'):format(id, kind, label, content)
  end
  local csv, record = page.read(stem .. '.csv'), read_json(stem .. '.json')
  if csv then details('data', words.data, '<div class="exhibit-view exhibit-data"><noscript>' .. kept_table(csv) .. '</noscript></div>') end
  if record and record.sources and #record.sources > 0 and page.settings.sources then
    local links = pandoc.List(record.sources):map(function(source)
      cited[source.source_id] = true
      return ('<li><a href="#src-%s">%s</a></li>'):format(source.source_id, escaped(source.publisher .. ', ' .. source.year))
    end)
    details('sources', words.sources .. ' (' .. #links .. ')', '<ul class="source-links">' .. table.concat(links) .. '</ul>')
  end
  if csv then
    parts[#parts + 1] = ('<a download="%s.csv" href="data:text/csv;charset=utf-8,%s"><span class="unseen">%s </span>CSV<span class="unseen"> %s</span></a>'):format(
      id, text_address(csv), words.download, id)
  end
  local citation = page.read(stem .. '.txt')
  if citation then
    parts[#parts + 1] = ('<button type="button" hidden data-citation="%s">%s</button>'):format(
      escaped((citation:gsub('%s+$', ''))), words.copy)
  end
  records:insert { id = id, record = record }
  return pandoc.RawBlock('html', '<div class="exhibit-tools">' .. table.concat(parts) .. '</div>')
end

-- Links -------------------------------------------------------------------------------------------------

-- The sources by id, from the file that briefing.sources names (source_id, publisher, title, year, url, read_in, read_in_url).
local sources
local function known_sources()
  if not sources then
    sources = {}
    local text = page.settings.sources and page.read(page.settings.sources)
    for _, record in ipairs(text and csv_records(text) or {}) do sources[record.source_id] = record end
  end
  return sources
end

-- Whether a row bears a verdict. The cells are walked, not listed: to hand over each word takes longer than all else here.
local function judged(row)
  local found = false
  for _, cell in ipairs(row.cells) do
    cell.contents:walk { Span = function(span) found = found or span.classes:includes 'verdict' end }
  end
  return found
end

-- A row of a ledger, one that has a verdict, is known by the code at its beginning; a row that begins with the name of a
-- table of the data package by that name.
local function name_rows(blocks)
  local named = {}
  blocks = blocks:walk { Table = function(tbl)
    local changed = false
    for _, body in ipairs(tbl.bodies) do
      for _, row in ipairs(body.body) do
        local first = row.cells[1] and row.cells[1].contents[1]
        local start = first and first.content and first.content[1]
        local set = start and start.t == 'Code' and #first.content == 1 and 'table-' .. start.text
        if set and package_tables()[start.text] and not named[set] then
          named[set] = true
          row.attr.identifier, changed = set, true
        end
        local code = start and start.t == 'Str' and start.text:match '^%u+%d+'
        code = code and judged(row) and code
        if code and not named[code] then
          named[code] = true
          local rest = start.text:sub(#code + 1)
          first.content[1] = pandoc.Span({ pandoc.Str(code) }, pandoc.Attr(code, { 'code' }))
          if rest ~= '' then first.content:insert(2, pandoc.Str(rest)) end
          row.cells[1].contents[1], changed = first, true
        end
      end
    end
    return changed and tbl or nil
  end }
  return blocks, named
end

-- Codes of sources lead to the list of sources (in print to the source's address), those of a ledger's rows to the row.
function page.linked(blocks, print)
  local known, named = known_sources(), nil
  blocks, named = name_rows(blocks)
  local function target(code)
    if named[code] then return '#' .. code end
    local source = known[code]
    if not source then return nil end
    if print then return source.url or source.read_in_url end
    cited[code] = true
    return '#src-' .. code
  end
  local numbers = read_json(page.settings.numbers) or {}
  -- A value of the prose leads to the table that it was computed from, and says what it is.
  local function value(number, content)
    local about = numbers[number]
    if not about or print then return content, false end
    local tables = pandoc.List(about.tables)
    local function shown(raw) return type(raw) == 'number' and ('%.6g'):format(raw) or tostring(raw) end
    local raw = type(about.raw) == 'table' and table.concat(pandoc.List(about.raw):map(shown), '–') or shown(about.raw)
    local told = pandoc.List { raw .. (about.unit ~= 'text' and about.unit ~= 'year' and ' ' .. about.unit or '') }
    if about.grade ~= '' then told:insert(filled(page.words.of_grade, about.grade)) end
    if #tables > 0 then
      told:insert(filled(page.words.from, table.concat(tables:map(function(name) return package_tables()[name] or name end), '; ')))
    end
    page.values[number] = table.concat(told, ', ')
    local to = tables:find_if(function(name) return named['table-' .. name] end)
    local attr = pandoc.Attr('', { 'value' }, { ['data-number'] = number })
    return to and pandoc.Link(content, '#table-' .. to, '', attr) or pandoc.Span(content, attr), false
  end
  local function kept(element) return element, false end
  return blocks:walk { traverse = 'topdown', Link = kept, Header = kept, Code = kept, Cite = kept,
    Span = function(span)
      if span.attributes.number then return value(span.attributes.number, span.content) end
      -- The Quarto CLI resolves a value later; its name stands in the shortcode.
      local later = span.classes:includes 'quarto-shortcode__' and (span.attributes['data-raw'] or ''):match '^{{<%s*var%s+([%w._]+)%s*>}}$'
      if later and not print then return value(later, { span }) end
      if span.classes:includes 'code' then return span, false end
    end,
    -- What stands in print alone may name more of them, as the list of sources there does.
    RawBlock = function(raw)
      for code in (raw.format == 'typst' and raw.text or ''):gsub('\\', ''):gmatch '[%["](%u[%w_]+)[%]"]' do target(code) end
    end,
    Str = function(str)
      local result, from = pandoc.Inlines {}, 1
      for start, code, stop in str.text:gmatch '()(%u[%w_]+)()' do
        local address = target(code)
        if address and not str.text:sub(start - 1, start - 1):match '[%w_#-]' and not str.text:sub(stop, stop):match '[%l-]' then
          if start > from then result:insert(pandoc.Str(str.text:sub(from, start - 1))) end
          result:insert(pandoc.Link({ pandoc.Str(code) }, address))
          from = stop
        end
      end
      if from == 1 then return nil end
      if from <= #str.text then result:insert(pandoc.Str(str.text:sub(from))) end
      return result, false
    end }
end

-- The sources that the page names, each with its address; the document may hold a list of its own, whose names are
-- among those of all that it names.
function page.source_list(named)
  local own, ids = false, pandoc.List {}
  for name in pairs(named) do own = own or name:match '^src%-' ~= nil end
  for id in pairs(cited) do if known_sources()[id] then ids:insert(id) end end
  if own or #ids == 0 then return pandoc.Blocks {} end
  ids:sort()
  local items = ids:map(function(id)
    local source = known_sources()[id]
    local function linked(text, address)
      return address and ('<a href="%s">%s</a>'):format(escaped(address), escaped(text)) or escaped(text)
    end
    local read_in = source.read_in and (source.read_in_url and ' · ' .. filled(page.words.read_in, linked(source.read_in, source.read_in_url))) or ''
    return ('<li id="src-%s"><b>%s</b> %s (%s). %s%s</li>'):format(id, id, escaped(source.publisher or ''), source.year or '',
      linked(source.title or '', source.url), read_in)
  end)
  return pandoc.Blocks { pandoc.RawBlock('html', ('<details class="source-list" id="all-sources"><summary>%s (%d)</summary><noscript><ul>%s</ul></noscript></details>'):format(
    page.words.all_sources, #ids, table.concat(items))) }
end

-- For machines and instruments ----------------------------------------------------------------------------

-- Data that an instrument needs beside what its figure shows: rows of some columns of a file, where the figure is on the
-- page. The first column is left empty where it repeats; with most= only so many rows of one value there are kept, those
-- with the largest last column.
local function instrument_data()
  local parts = {}
  for _, entry in ipairs(page.settings.instruments or {}) do
    local figure, columns = stringify(entry.figure), pandoc.List(entry.columns):map(stringify)
    local text = records:find_if(function(record) return record.id == figure end) and page.read(stringify(entry.data))
    if text then
      local most, lines, groups = tonumber(entry.most and stringify(entry.most)), { table.concat(columns, '\t') }, pandoc.List {}
      for _, record in ipairs(csv_records(text)) do
        local cells = columns:map(function(name) return record[name] or '' end)
        if #groups == 0 or groups[#groups][1][1] ~= cells[1] then groups:insert(pandoc.List {}) end
        groups[#groups]:insert(cells)
      end
      for _, group in ipairs(groups) do
        if most then table.sort(group, function(a, b) return tonumber(a[#a]) > tonumber(b[#b]) end) end
        for n, cells in ipairs(group) do
          if n > 1 then cells[1] = '' end
          if n <= (most or n) then lines[#lines + 1] = table.concat(cells, '\t') end
        end
      end
      parts[#parts + 1] = ('<script type="text/tab-separated-values" id="data-of-%s">%s</script>'):format(
        figure, (table.concat(lines, '\n'):gsub('</', '<\\/')))
    end
  end
  return table.concat(parts)
end

local function text_list(value)
  local result = pandoc.List {}
  if not value then return result end
  for _, item in ipairs(pandoc.utils.type(value) == 'List' and value or { value }) do
    if pandoc.utils.type(item) == 'table' and item.name then item = item.name end
    if pandoc.utils.type(item) == 'table' then item = item.literal or '' end
    result:insert(stringify(item))
  end
  return result
end

-- The head of the page for machines: schema.org, Open Graph, and the tags that reference managers read.
local function descriptions(meta)
  local settings = page.settings
  local function text(value) return value and stringify(value) or nil end
  local title, address = meta.pagetitle or '', settings.url
  local authors = text_list(meta['plain-authors'])
  local licence = settings['licence-url']
  local creators = authors:map(function(name) return { ['@type'] = 'Organization', name = name } end)
  local first = records[1]
  local image = settings.image or (first and first.id .. '.png')
  local article = { ['@context'] = 'https://schema.org', ['@type'] = 'ScholarlyArticle', headline = title, name = title,
    inLanguage = text(meta.lang) or 'en', alternativeHeadline = text(meta.subtitle), description = text(meta.description),
    datePublished = text(meta['iso-date']), license = licence, identifier = settings.id, version = settings.edition,
    url = address, image = image, author = #creators > 0 and creators or nil,
    isPartOf = settings.series and { ['@type'] = 'CreativeWorkSeries', name = settings.series } or nil,
    keywords = meta.keywords and text_list(meta.keywords) or nil }
  local sets = pandoc.List {}
  for _, entry in ipairs(records) do
    local record = entry.record
    if record and record.finding then
      sets:insert { ['@type'] = 'Dataset', name = record.finding, description = record.subtitle, identifier = record.identifier or entry.id,
        url = (address or '') .. '#' .. entry.id, license = licence, creator = #creators > 0 and creators or nil,
        distribution = { ['@type'] = 'DataDownload', encodingFormat = 'text/csv', contentUrl = (address or '') .. '#' .. entry.id .. '-data' } }
    end
  end
  if #sets > 0 then article.hasPart = sets end
  local tags = { '<script type="application/ld+json">' .. script_json(article) .. '</script>' }
  local function tag(kind, name, content)
    if content and content ~= '' then tags[#tags + 1] = ('<meta %s="%s" content="%s">'):format(kind, name, escaped(content)) end
  end
  tag('property', 'og:type', 'article')
  tag('property', 'og:title', title)
  tag('property', 'og:description', text(meta.description))
  tag('property', 'og:site_name', settings.series)
  tag('property', 'og:url', address)
  tag('property', 'og:image', image and address and image:sub(1, 4) ~= 'http' and address:gsub('[^/]*$', '') .. image or image)
  tag('property', 'og:image:alt', image and first and first.record and first.record.alt)
  tag('property', 'article:published_time', text(meta['iso-date']))
  tag('name', 'twitter:card', image and 'summary_large_image')
  tag('name', 'citation_title', title)
  for _, name in ipairs(authors) do tag('name', 'citation_author', name) end
  tag('name', 'citation_publication_date', text(meta['iso-date']) and text(meta['iso-date']):gsub('-', '/'))
  tag('name', 'citation_technical_report_institution', settings.series)
  tag('name', 'citation_technical_report_number', settings.id)
  tag('name', 'citation_language', text(meta.lang))
  tag('name', 'citation_keywords', meta.keywords and table.concat(text_list(meta.keywords), '; '))
  tag('name', 'citation_public_url', address)
  return table.concat(tags, '\n')
end

-- What the document says under briefing:, as plain text; files of instruments as they are.
function page.start(meta, words, fill)
  page.words, filled = words, fill
  -- Where kazbrief builds, what takes long is kept among its own files.
  svg.folder = page.read '/.build/state.json' and page.openable '/.build/parts'
  for key, value in pairs(meta.briefing or {}) do page.settings[key] = key == 'instruments' and value or stringify(value) end
end

-- Everything that the template takes.
function page.finish(meta)
  local function html(text) return pandoc.MetaBlocks { pandoc.RawBlock('html', text) } end
  meta['page-head'] = html(descriptions(meta) .. '\n' .. svg.styles())
  local parts = {}
  for _, name in ipairs(SCRIPTS) do parts[#parts + 1] = page.content(pandoc.path.join { here, name .. '.js' }) end
  meta['page-data'] = html('<script type="application/json" id="page-data">' .. script_json { words = page.words, values = page.values } .. '</script>' .. instrument_data())
  if next(page.values) then
    meta['page-trace'] = html('<label class="trace"><input type="checkbox">' .. page.words.trace .. '</label>')
  end
  meta['page-script'] = html('<script>' .. table.concat(parts) .. '</script>')
end

return page
