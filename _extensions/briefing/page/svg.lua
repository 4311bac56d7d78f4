-- svg.lua: an SVG file as markup of the page, small: ids of its own, each style once for all pictures, no empty groups.

local svg = {}

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

local function class_of(style)
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

-- A long outline (of land, not of letters or marks) with steps of a tenth of a point, none that most screens would
-- show as a pixel; errors don't add up.
local NEAR, NEAR_NARROW = 4.5 ^ 2, 6.5 ^ 2
local function coarse(path, near)
  if #path < 100 or path:find '[^mlz%d%.%- ]' then return path end
  local out, x, y, start_x, start_y = {}, 0, 0, 0, 0
  local at_x, at_y, begun_x, begun_y, from_x, from_y, begun = 0, 0, 0, 0, 0, 0, nil
  local function step(value)
    local text = value % 10 == 0 and ('%d'):format(value // 10) or ('%.1f'):format(value / 10)
    return (text:gsub('^(%-?)0%.', '%1.'))
  end
  for command, numbers in path:gmatch '([mlz])([^mlz]*)' do
    if command == 'z' then
      x, y = start_x, start_y
      if begun then at_x, at_y, begun = from_x, from_y, nil else
        out[#out + 1] = 'z'
        at_x, at_y = begun_x, begun_y
      end
    else
      local parts, across = {}, nil
      if command == 'm' then from_x, from_y = at_x, at_y end
      for number in numbers:gmatch '%-?%d*%.?%d+' do
        if not across then across = tonumber(number) else
          x, y = x + across, y + tonumber(number)
          across = nil
          local to_x, to_y = math.floor(x * 10 + 0.5), math.floor(y * 10 + 0.5)
          if command == 'm' or (to_x - at_x) ^ 2 + (to_y - at_y) ^ 2 > near then
            for _, text in ipairs { step(to_x - at_x), step(to_y - at_y) } do
              parts[#parts + 1] = (#parts > 0 and text:sub(1, 1) ~= '-') and ' ' .. text or text
            end
            at_x, at_y = to_x, to_y
          end
        end
      end
      if command == 'm' then
        start_x, start_y, begun_x, begun_y = x, y, at_x, at_y
        begun = parts
      elseif #parts > 0 then
        -- A part is begun once it has a line: islands smaller than a step go.
        if begun then out[#out + 1] = 'm' .. table.concat(begun) end
        begun = nil
        out[#out + 1] = 'l' .. table.concat(parts)
      end
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
    attributes = attributes:gsub('%sclass="([^"]*)"', function(given)
      for kind in given:gmatch '%S+' do if not kind:match '^[fs]%-' then kinds:insert(kind) end end
      return ''
    end):gsub('%sclip%-path="([^"]*)"', function(clip)
      kinds:insert(class_of('clip-path: ' .. clip))
      return ''
    end)
    if style ~= '' then kinds:insert(1, class_of(style)) end
    return ('<%s%s%s>'):format(name, #kinds > 0 and ' class="' .. table.concat(kinds, ' ') .. '"' or '', attributes)
  end)
  text = text:gsub('%sd="([^"]*)"', function(path) return ' d="' .. coarse(path, near) .. '"' end)
  return (text:gsub('>%s*\n%s*<', '>\n<'))
end

-- An SVG file as markup: real text in the page's fonts, every id under the figure's own prefix.
-- A narrow version leaves the titles of its marks to the wide one.
function svg.inline(text, id, alt, kinds, width)
  text = text:gsub('<%?xml.-%?>', ''):gsub('<!DOCTYPE.->', ''):gsub('<!%-%-.-%-%->', ''):gsub('<metadata.-</metadata>', '')
  -- The figure's own caption and alternative text serve here; titles of parts inside the drawing stay.
  local head, drawing = text:match '^(.-)(<g[%s>].*)$'
  if head then text = head:gsub('<title.-</title>', ''):gsub('<desc.-</desc>', '') .. drawing end
  if kinds:find 'narrow$' and not kinds:find 'has%-narrow' then text = text:gsub('<title.-</title>', '') end
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
  text = shrunk(text, id):gsub('<svg([^>]*)>', function(attributes)
    attributes = attributes:gsub('%s(width)="[^"]*"', ''):gsub('%s(height)="[^"]*"', '')
      :gsub('%sid="[^"]*"', ''):gsub('%sversion="[^"]*"', '')
      :gsub('%srole="[^"]*"', ''):gsub('%saria%-[%w]+="[^"]*"', '')
    local style = width and width ~= '100%' and (' style="width:' .. width .. '"') or ''
    return ('<svg id="%sroot" class="%s" role="img" aria-label="%s"%s%s>'):format(prefix, kinds, escaped(alt), style, attributes)
  end, 1)
  return (text:gsub('^%s+', ''):gsub('%s+$', ''))
end

return svg
