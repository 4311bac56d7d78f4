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

-- What the author wrote, before it is changed.
local function check_written(blocks, read, refuse)
  local function inside(captioned)
    return { Image = function(image) check_picture(image, read, refuse, captioned) end }
  end
  local function raw(element) check_raw(element, refuse) end
  blocks:walk { RawBlock = raw, RawInline = raw }
  local function float(element)
    if not element.identifier:match '^fig%-' then return nil end
    element.content:walk(inside(true))
    return element, false
  end
  blocks:walk { traverse = 'topdown', Div = float, Figure = float, Image = inside(false).Image }
end

-- Headings go down one level at a time, as PDF/UA asks.
local function check_headings(blocks, refuse)
  local top, headings = 9, List {}
  blocks:walk { Header = function(header)
    top = math.min(top, header.level)
    headings:insert(header)
  end }
  local above = top - 1
  for _, header in ipairs(headings) do
    if header.level > above + 1 then
      refuse('a heading that skips a level', ('#'):rep(above + 1) .. ' before it', ('#'):rep(header.level) .. ' ')
    end
    above = header.level
  end
end

-- What was made of it: classes, attributes, labels, names, links.
local function check_made(blocks, refuse)
  local named = {}
  local function name(id)
    if id ~= '' and named[id] then refuse('the label #' .. id .. ' twice', 'one label for one thing', '#' .. id) end
    named[id] = true
  end
  local function check(element)
    name(element.identifier)
    for _, class in ipairs(element.classes) do
      if CLASSES[class] then refuse('the class .' .. class, CLASSES[class], class) end
    end
    for key, _ in pairs(element.attributes) do
      if ATTRIBUTES[key] then refuse('the attribute ' .. key .. '=', ATTRIBUTES[key], key .. '=') end
    end
    for _, key in ipairs { 'when-format', 'unless-format' } do
      local format = element.attributes[key]
      if format and not FORMATS[format] then
        refuse(key .. '="' .. format .. '"', key .. '="html" or "typst"', key .. '="' .. format .. '"')
      end
    end
    local kind = element.identifier:match '^(%a+)%-'
    if kind and element.t ~= 'Header' and KINDS:includes(kind) then
      refuse('the label #' .. element.identifier, 'a label of a figure (fig-), table (tbl-), section (sec-) or equation (eq-)',
        '#' .. element.identifier)
    end
  end
  local function check_captioned(element, thing, label, needle)
    check(element)
    if element.identifier == '' and stringify(element.caption.long) ~= '' then
      refuse('a captioned ' .. thing .. ' without a label', label, needle)
    end
  end
  local function raw(element)
    if element.text:find('<svg', 1, true) then return end
    for id in element.text:gmatch '%sid="([^"]+)"' do named[id] = true end
  end
  blocks:walk { Div = check, Span = check, Header = check, CodeBlock = check, Image = check, RawBlock = raw, RawInline = raw,
    Figure = function(figure)
      local needle
      figure:walk { Image = function(image) needle = image.src end }
      check_captioned(figure, 'figure', '{#fig-name fig-alt="..."} after it', needle)
    end,
    Table = function(tbl)
      check_captioned(tbl, 'table', '{#tbl-name} at the end of its caption', stringify(tbl.caption.long):match '^%S+ ?%S* ?%S*')
      for _, body in ipairs(tbl.bodies) do
        for _, row in ipairs(body.body) do name(row.attr.identifier) end
      end
    end }
  return named
end

-- A link inside the document leads to something in it.
local function check_links(blocks, named, refuse)
  blocks:walk { Link = function(link)
    local id = link.target:match '^#(.+)$'
    if id and not named[id] then refuse('a link to #' .. id .. ', which nothing is named', 'the name of something here', '#' .. id) end
  end }
end

-- Refuses what is wrong in the blocks that the author wrote, and in those that were made of them.
return function(written, made, read, refuse)
  check_written(written, read, refuse)
  check_headings(made, refuse)
  check_links(written, check_made(made, refuse), refuse)
end
