-- strays.lua: refuses the half of a shortcode. Run, before shortcodes are put in, when the text has what may be one.

-- A shortcode that misses a brace.
local function check(inlines)
  local text = ''
  for _, inline in ipairs(inlines) do
    local said = inline.t == 'Str' and inline.text or inline.t == 'RawInline' and inline.text or ' '
    text = text .. said
  end
  local stray = text:match '{%s*{%s*<' or text:match '>%s*}%s*}' or text:match '{%s*<%s*var%s' or text:match '{%s*<%s*meta%s'
  if stray then
    local expected = '{{< ... >}}, or {{{< ... >}}} to print it'
    io.stderr:write('KAZBRIEF\t' .. pandoc.json.encode { 'the half of a shortcode, ' .. stray, expected, stray } .. '\n')
  end
end

return { { Inlines = check } }
