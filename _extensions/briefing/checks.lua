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
local TAGS = { table = 'a table in Markdown', img = '![...](...)', iframe = 'a link', video = 'a link', audio = 'a link' }

-- Raw text of a third format would be lost, and so would things of HTML in the PDF.
local function check_raw(element, refuse)
  local first = element.text:match '[^\n]*'
  if not FORMATS[element.format] and not element.format:match '^quarto' then
    refuse('raw ' .. element.format, 'raw {=html} or {=typst}', first)
  end
  local tag = element.format == 'html' and element.text:match '^%s*<(%a+)'
  if tag and TAGS[tag:lower()] then refuse('the HTML <' .. tag .. '>', TAGS[tag:lower()], first) end
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

-- What the author wrote, before it is changed; gives the links in it.
local function check_written(blocks, read, refuse)
  local pictures, captioned, links = List {}, {}, List {}
  local function raw(element) check_raw(element, refuse) end
  local function float(element)
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
  blocks:walk { RawBlock = raw, RawInline = raw, Div = float, Figure = figure,
    Image = function(image) pictures:insert(image) end,
    Link = function(link) if link.target:sub(1, 1) == '#' then links:insert(link.target:sub(2)) end end }
  for _, image in ipairs(pictures) do check_picture(image, read, refuse, captioned[image.src]) end
  return links
end

-- Headings go down one level at a time, as PDF/UA asks.
local function check_headings(levels, refuse)
  local above = math.min(9, table.unpack(levels)) - 1
  for _, level in ipairs(levels) do
    if level > above + 1 then
      refuse('a heading that skips a level', ('#'):rep(above + 1) .. ' before it', ('#'):rep(level) .. ' ')
    end
    above = level
  end
end

-- What was made of it: classes, attributes, labels, headings; gives the names in it, and whether it has formulas.
local function check_made(blocks, refuse)
  local named, levels, formulas = {}, List {}, false
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
      levels:insert(header.level)
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
  check_headings(levels, refuse)
  return named, formulas
end

-- Refuses what is wrong in the blocks that the author wrote, and in those that were made of them; tells whether these
-- have formulas.
return function(written, made, read, refuse)
  local links = check_written(written, read, refuse)
  local named, formulas = check_made(made, refuse)
  for _, id in ipairs(links) do
    if not named[id] then refuse('a link to #' .. id .. ', which nothing is named', 'the name of something here', '#' .. id) end
  end
  return formulas
end
