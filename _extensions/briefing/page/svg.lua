-- svg.lua: an SVG file as markup of the page, small: ids of its own, each style once for all pictures, no empty groups.

local svg = {}

-- What a file holds, by its whole path; nothing if it isn't there.
function svg.content(path)
  local file = io.open(path, 'rb')
  if not file then return nil end
  local text = file:read('a')
  file:close()
  return text
end

local function escaped(text)
  return (text:gsub('&', '&amp;'):gsub('"', '&quot;'):gsub('<', '&lt;'):gsub('>', '&gt;'))
end

-- The styles of all pictures, each with its class, and the colours in them; clips of one picture have classes too.
local classes, rules, colours, seen_colours = {}, {}, {}, {}

-- A colour is taken from a variable, so that the page can turn it for dark screens. Names of the house keep theirs.
local function variables(style)
  local function outside(text)
    return (text:gsub('#(%x%x%x%x%x%x)%f[^%x]', function(hex)
      hex = hex:lower()
      if not seen_colours[hex] then
        seen_colours[hex] = true
        colours[#colours + 1] = hex
      end
      return ('var(--c%s,#%s)'):format(hex, hex)
    end))
  end
  return ((style .. '()'):gsub('([^()]*)(%b())', function(before, inside) return outside(before) .. inside end):sub(1, -3))
end

function svg.class_of(style)
  style = style:gsub('%s+', ' '):gsub(': ', ':'):gsub('; ', ';'):gsub("'", '"')
  if not classes[style] then
    rules[#rules + 1] = style
    classes[style] = ('k%d'):format(#rules)
  end
  return classes[style]
end

-- The styles of the pictures inlined so far, for the head of the page. Where the browser can, dark screens turn the
-- lightness of a colour over and keep its hue: white becomes the page's dark, ink its light.
function svg.styles()
  if #rules == 0 then return '' end
  local lines, dark = {}, {}
  for n, style in ipairs(rules) do lines[n] = ('.k%d{%s}'):format(n, variables(style)) end
  for n, hex in ipairs(colours) do
    dark[n] = hex == 'ffffff' and '--cffffff:var(--paper)' or ('--c%s:oklch(from #%s calc(1.171 - .966*l) c h)'):format(hex, hex)
  end
  return '<style id="picture-styles">' .. table.concat(lines, '\n') .. '</style>\n<style>@supports (color:oklch(from red l c h)){'
    .. '@media screen and (prefers-color-scheme:dark){:root{' .. table.concat(dark, ';') .. '}}}</style>'
end

-- A long outline (of land, not of letters or marks) with steps of a tenth of a point, without the points that lie so near
-- to the line between their neighbours (Douglas and Peucker) that most screens would not show it.
local NEAR, NEAR_NARROW = 3.5, 5 -- tenths of a point

local function thinned(points, near)
  local kept, ranges = { [1] = true, [#points] = true }, { { 1, #points } }
  while #ranges > 0 do
    local first, last = table.unpack(table.remove(ranges))
    local a, b, farthest, at = points[first], points[last], near * near, nil
    local across, down = b[1] - a[1], b[2] - a[2]
    local length = across * across + down * down
    for k = first + 1, last - 1 do
      local x, y = points[k][1] - a[1], points[k][2] - a[2]
      local along = length > 0 and math.max(0, math.min(1, (x * across + y * down) / length)) or 0
      local away = (x - along * across) ^ 2 + (y - along * down) ^ 2
      if away > farthest then farthest, at = away, k end
    end
    if at then
      kept[at] = true
      ranges[#ranges + 1] = { first, at }
      ranges[#ranges + 1] = { at, last }
    end
  end
  local result = {}
  for k, point in ipairs(points) do if kept[k] then result[#result + 1] = point end end
  return result
end

local function coarse(path, near)
  if #path < 100 or path:find '[^mlz%d%.%- ]' then return path end
  local out, x, y, at_x, at_y = {}, 0, 0, 0, 0
  local function steps(points)
    local parts = {}
    for _, point in ipairs(points) do
      for _, value in ipairs { point[1] - at_x, point[2] - at_y } do
        local text = value % 10 == 0 and ('%d'):format(value // 10) or ('%.1f'):format(value / 10):gsub('^(%-?)0%.', '%1.')
        parts[#parts + 1] = (#parts > 0 and text:sub(1, 1) ~= '-') and ' ' .. text or text
      end
      at_x, at_y = point[1], point[2]
    end
    return table.concat(parts)
  end
  for part, close in (path:gsub('m', '\nm') .. '\n'):gmatch 'm([^mz\n]*)(z?)' do
    local points, across, start_x, start_y = {}, nil, nil, nil
    for number in part:gmatch '%-?%d*%.?%d+' do
      if not across then across = tonumber(number) else
        x, y, across = x + across, y + tonumber(number), nil
        start_x, start_y = start_x or x, start_y or y
        local to = { math.floor(x * 10 + 0.5), math.floor(y * 10 + 0.5) }
        local last = points[#points]
        if not last or to[1] ~= last[1] or to[2] ~= last[2] then points[#points + 1] = to end
      end
    end
    if close == 'z' then x, y = start_x, start_y end
    -- A ring is thinned with its end at its beginning; islands smaller than a step go.
    if close == 'z' then points[#points + 1] = points[1] end
    points = #points > 2 and thinned(points, near) or points
    if close == 'z' and #points > 1 then points[#points] = nil end
    if #points > (close == 'z' and 2 or 1) then
      local begun = table.remove(points, 1)
      out[#out + 1] = 'm' .. steps { begun } .. 'l' .. steps(points) .. close
      if close == 'z' then at_x, at_y = begun[1], begun[2] end
    end
  end
  return table.concat(out)
end

-- A circle that is written as eight curves, as a circle.
local function circle(name, attributes)
  local x, y, curves = attributes:match '%sd="m(%-?[%d.]+)[ ]?(%-?[%d.]+)(c[^mlz]*)z"'
  if name ~= 'path' or not x or select(2, curves:gsub('c', '')) ~= 8 then return nil end
  local n, ends, across, down = 0, {}, 0, 0
  for number in curves:gmatch '%-?%d*%.?%d+' do
    n = n + 1
    if n % 6 == 5 then across = across + tonumber(number) end
    if n % 6 == 0 then
      down = down + tonumber(number)
      ends[n // 6] = { across, down }
    end
  end
  if n ~= 48 then return nil end
  local r = -ends[4][2] / 2
  for k, point in ipairs { { r, -r }, { 0, -2 * r }, { -r, -r }, { 0, 0 } } do
    if math.abs(ends[2 * k][1] - point[1]) > 0.05 or math.abs(ends[2 * k][2] - point[2]) > 0.05 then return nil end
  end
  local place = (' cx="%s" cy="%.6g" r="%.4g"'):format(x, tonumber(y) - r, r)
  return 'circle', (attributes:gsub('%sd="[^"]*"', place))
end

-- A style stands for its class until the picture is put in: which number that has depends on the pictures before.
local function style_mark(style) return '\1' .. style .. '\1' end
local function with_classes(text)
  return (text:gsub('class="([^"]*\1[^"]*)"', function(kinds)
    return 'class="' .. kinds:gsub('\1([^\1]*)\1', svg.class_of) .. '"'
  end))
end

-- Styles, colours and clips as classes, groups that say nothing left out. Classes of a colour's role (f-ink, s-grid) go: the
-- page takes the colour itself from a variable.
local function shrunk(text, id)
  -- What a program named for itself gets a short name; names of marks stay.
  local short, n = {}, 0
  text = text:gsub('%sid="(' .. id:gsub('%-', '%%-') .. '%-svg%-[mphC][%x_]+)"', function(name)
    if #name - #id < 14 then return nil end
    n = n + 1
    short[name] = ('%s-%d'):format(id, n)
    return ' id="' .. short[name] .. '"'
  end)
  text = text:gsub('(href=")#([^"]+)"', function(start, name) return short[name] and start .. '#' .. short[name] .. '"' end)
    :gsub('url%(#([^)]+)%)', function(name) return short[name] and 'url(#' .. short[name] .. ')' end):gsub('xlink:href=', 'href=')
  local near = id:match '%-narrow$' and NEAR_NARROW or NEAR
  local kept = {}
  text = text:gsub('<(/?)g(%f[%s/>][^>]*)>', function(close, attributes)
    if close == '/' then
      if not table.remove(kept) then return '' end
      return nil
    end
    if attributes:sub(-1) == '/' then return '' end
    kept[#kept + 1] = attributes:match '%S' ~= nil
    if not kept[#kept] then return '' end
  end)
  text = text:gsub('<(%a[%w]*)(%s[^>]*)>', function(name, attributes)
    if name == 'svg' then return nil end
    local round, place = circle(name, attributes)
    if round then name, attributes = round, place end
    local kinds, style = pandoc.List {}, attributes:match '%sstyle="([^"]*)"' or ''
    attributes = attributes:gsub('%sstyle="[^"]*"', '')
    for _, paint in ipairs { 'fill', 'stroke' } do
      attributes = attributes:gsub('%s' .. paint .. '="(#%x+)"', function(hex)
        style = (style ~= '' and style .. '; ' or '') .. paint .. ': ' .. hex
        return ''
      end)
    end
    -- What CSS has for drawings alone is written as attributes; this one isn't handed down from a group, so there it says nothing.
    for _, part in ipairs { 'paint%-order', 'vector%-effect' } do
      style = style:gsub(part .. ':%s*([^;]+);?%s*', function(value)
        if name ~= 'g' or part == 'paint%-order' then attributes = (' %s="%s"'):format((part:gsub('%%', '')), value) .. attributes end
        return ''
      end)
    end
    attributes = attributes:gsub('%sclass="([^"]*)"', function(given)
      for kind in given:gmatch '%S+' do if not kind:match '^[fs]%-' then kinds:insert(kind) end end
      return ''
    end):gsub('%sclip%-path="([^"]*)"', function(clip)
      kinds:insert(style_mark('clip-path: ' .. clip))
      return ''
    end)
    if style ~= '' then kinds:insert(1, style_mark(style)) end
    return ('<%s%s%s>'):format(name, #kinds > 0 and ' class="' .. table.concat(kinds, ' ') .. '"' or '', attributes)
  end)
  text = text:gsub('%sd="([^"]*)"', function(path) return ' d="' .. coarse(path, near) .. '"' end)
  return (text:gsub('>%s*\n%s*<', '>\n<'))
end

-- What is made of some texts, kept in a folder (svg.folder, if there is one) where it takes longer to make than to read.
local OWN = svg.content(debug.getinfo(1, 'S').source:sub(2))
function svg.kept(make, ...)
  if not svg.folder then return make(...) end
  local name = pandoc.utils.sha1(table.concat({ OWN, ... }, '\0'))
  local path = pandoc.path.join { svg.folder, name }
  local made = svg.content(path)
  if not made then
    made = make(...)
    pandoc.system.make_directory(svg.folder, true)
    local part = pandoc.path.join { svg.folder, '.' .. name .. '.part' }
    local file = io.open(part, 'wb')
    if file and file:write(made) and file:close() then os.rename(part, path) end
  end
  return made
end

-- A drawing that has sizes alone is seen whole only with a box of that size; its numbers are pixels.
local PIXELS = { [''] = 1, px = 1, pt = 4 / 3, pc = 16, mm = 96 / 25.4, cm = 96 / 2.54, ['in'] = 96 }
local function with_box(attributes)
  local function size(side)
    local number, unit = attributes:match('%s' .. side .. '%s*=%s*["\'](%d*%.?%d+)(%a*)["\']')
    return number and PIXELS[unit:lower()] and number * PIXELS[unit:lower()]
  end
  local width, height = size 'width', size 'height'
  local given = attributes:match 'viewBox%s*=%s*["\']%s*([^"\']-)%s*["\']'
  if given then
    return (attributes:gsub('viewBox%s*=%s*["\'][^"\']*["\']', ('viewBox="%s"'):format((given:gsub('[%s,]+', ' ')))))
  end
  if not (width and height) then return attributes end
  return attributes .. (' viewBox="0 0 %.6g %.6g"'):format(width, height)
end

-- A picture's text for the page, but for the numbers of its classes: every id under the figure's own prefix. A narrow
-- version leaves the titles of its marks to the wide one.
local function prepared(text, id, narrow)
  text = text:gsub('<%?xml.-%?>', ''):gsub('<!DOCTYPE.->', ''):gsub('<!%-%-.-%-%->', ''):gsub('<metadata.-</metadata>', '')
  -- The figure's own caption and alternative text serve here; titles of parts inside the drawing stay.
  local head, drawing = text:match '^(.-)(<g[%s>].*)$'
  if head then text = head:gsub('<title.-</title>', ''):gsub('<desc.-</desc>', '') .. drawing end
  if narrow ~= '' then text = text:gsub('<title.-</title>', '') end
  local prefix = id .. '-svg-'
  local seen, own = {}, '^' .. id:gsub('%-narrow$', ''):gsub('%-', '%%-') .. '%-'
  text = text:gsub('(%s)id="([^"]*)"', function(space, name)
    name = name:gsub(own, '')
    seen[name] = (seen[name] or 0) + 1
    return ('%sid="%s%s%s"'):format(space, prefix, name, seen[name] > 1 and ('-' .. seen[name]) or '')
  end):gsub('url%(#([^)]+)', function(name) return 'url(#' .. prefix .. name:gsub(own, '') end)
    :gsub('href="#([^"]+)', function(name) return 'href="#' .. prefix .. name:gsub(own, '') end)
  -- Style sheets of a picture must not reach the page around it; what matplotlib says of all lines, the page's sheet says.
  text = text:gsub('<defs>%s*<style[^>]*>%*{[^}]*}</style>%s*</defs>', '')
  text = text:gsub('(<style[^>]*>)(.-)(</style>)', function(open, sheet, close)
    sheet = sheet:gsub('<!%[CDATA%[', ''):gsub('%]%]>', '')
    return open .. sheet:gsub('([^{}]+){', function(selector)
      return '#' .. prefix .. 'root ' .. selector:gsub('^%s+', ''):gsub('%s+$', '') .. ' {'
    end) .. close
  end)
  return shrunk(text, id)
end

-- An SVG file as markup: real text in the page's fonts. Its shape is told apart, for the room that it will take.
function svg.inline(text, id, alt, kinds, width)
  local prefix, shape = id .. '-svg-', nil
  text = with_classes(svg.kept(prepared, text, id, kinds:match ' narrow$' or '')):gsub('<svg([^>]*)>', function(attributes)
    attributes = with_box(attributes)
    attributes = attributes:gsub('%s(width)="[^"]*"', ''):gsub('%s(height)="[^"]*"', '')
      :gsub('%sxmlns:?%w*="[^"]*"', ''):gsub('%sid="[^"]*"', ''):gsub('%sversion="[^"]*"', '')
      :gsub('%srole="[^"]*"', ''):gsub('%saria%-[%w]+="[^"]*"', '')
    shape = (attributes:match 'viewBox="[%d.-]+ [%d.-]+ ([%d.]+ [%d.]+)"' or '1'):gsub(' ', '/')
    local style = width and width ~= '100%' and (' style="width:%s"'):format(escaped(width)) or ''
    return ('<svg id="%sroot" class="%s" role="img" aria-label="%s"%s%s>'):format(prefix, kinds, escaped(alt), style, attributes)
  end, 1)
  return text:match '^%s*(.-)%s*$', shape
end

return svg
