#!/usr/bin/env bash
# Makes the sample clips from source/*.txt: slides drawn as SVG, speech by a synthetic voice, both put together by ffmpeg.
#   media-samples/make.sh [CLIP …]        needs the Debian packages ffmpeg, espeak-ng and fonts-noto-cjk
#
# A source file holds "size WxH", "title …", then one line a slide: mark|drawing|heading|first line|second line|speech.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

for tool in ffmpeg espeak-ng fc-list; do
    command -v "$tool" >/dev/null || { echo "没有找到 $tool。请运行：apt-get install ffmpeg espeak-ng fonts-noto-cjk fontconfig" >&2; exit 1; }
done
[ -n "$(fc-list 'Noto Serif CJK SC')" ] || { echo '没有中文字体。请运行：apt-get install fonts-noto-cjk' >&2; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# slide FILE WIDTH HEIGHT NUMBER COUNT MARK DRAWING HEADING FIRST SECOND TITLE
slide() {
    local file=$1 w=$2 h=$3 number=$4 count=$5 mark=$6 drawing=$7 heading=$8 first=$9 second=${10} title=${11}
    local x y size art_x art_y art_scale lines_y dots='' i
    if [ "$w" -gt "$h" ]; then      # lying: words left, drawing right
        x=$((w * 6 / 100)); size=$((h * 12 / 100)); y=$((h * 40 / 100)); lines_y=$((h * 58 / 100))
        art_scale=$(awk "BEGIN{print $h*0.50/280}"); art_x=$((w * 66 / 100)); art_y=$((h * 27 / 100))
        if [ "${#heading}" -ge 8 ]; then size=$((h * 11 / 100)); fi
    else                            # upright: drawing above, words below
        x=$((w * 8 / 100)); size=$((w * 11 / 100)); y=$((h * 60 / 100)); lines_y=$((h * 70 / 100))
        art_scale=$(awk "BEGIN{print $w*0.62/280}"); art_x=$((w * 19 / 100)); art_y=$((h * 16 / 100))
    fi
    local line=$((size * 68 / 100)) small=$((size * 42 / 100)) leading=$((size * 112 / 100)) stroke
    stroke=$(awk "BEGIN{print 3.4/$art_scale}")
    for ((i = 1; i <= count; i++)); do
        dots+="<rect x=\"$((x + (i - 1) * small * 15 / 10))\" y=\"$((h - x))\" width=\"$small\" height=\"$((small / 3))\" fill=\"$([ "$i" -le "$number" ] && echo '#0E4E59' || echo '#DDD8CB')\"/>"
    done
    {
        echo "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"$w\" height=\"$h\" viewBox=\"0 0 $w $h\">"
        echo "<rect width=\"$w\" height=\"$h\" fill=\"#FAF8F3\"/>"
        echo "<text x=\"$x\" y=\"$((x + small))\" font-family=\"Noto Sans CJK SC\" font-size=\"$small\" fill=\"#464E4A\">$title</text>"
        echo "<rect x=\"$x\" y=\"$((x + small * 16 / 10))\" width=\"$((w - 2 * x))\" height=\"2\" fill=\"#1B211F\"/>"
        if [ "$mark" = 0 ]; then
            echo "<text x=\"$x\" y=\"$y\" font-family=\"Noto Serif CJK SC\" font-weight=\"700\" font-size=\"$size\" fill=\"#0E4E59\">$heading</text>"
        else
            local box=$((size * 122 / 100)) colour='#0E4E59'
            [ "$mark" = 急 ] && colour='#922314'
            echo "<rect x=\"$x\" y=\"$((y - size * 100 / 100))\" width=\"$box\" height=\"$box\" fill=\"none\" stroke=\"$colour\" stroke-width=\"2\"/>"
            echo "<text x=\"$((x + box / 2))\" y=\"$((y - size * 4 / 100))\" text-anchor=\"middle\" font-family=\"Noto Serif CJK SC\" font-weight=\"700\" font-size=\"$((size * 92 / 100))\" fill=\"$colour\">$mark</text>"
            echo "<text x=\"$((x + box + size * 35 / 100))\" y=\"$((y - size * 2 / 100))\" font-family=\"Noto Serif CJK SC\" font-weight=\"700\" font-size=\"$((size * 92 / 100))\" fill=\"#1B211F\">$heading</text>"
        fi
        echo "<text x=\"$x\" y=\"$lines_y\" font-family=\"Noto Sans CJK SC\" font-size=\"$line\" fill=\"#1B211F\">$first</text>"
        echo "<text x=\"$x\" y=\"$((lines_y + leading))\" font-family=\"Noto Sans CJK SC\" font-size=\"$line\" fill=\"#1B211F\">$second</text>"
        echo "<g transform=\"translate($art_x $art_y) scale($art_scale)\" fill=\"none\" stroke=\"#0E4E59\" stroke-width=\"$stroke\" stroke-linecap=\"round\" stroke-linejoin=\"round\">"
        cat "$here/source/drawings/$drawing.svg"
        echo "</g>$dots</svg>"
    } > "$file"
}

make_clip() {
    local name=$1 source="$here/source/$1.txt" w h title count number=0 list="$work/$1.list" mark drawing heading first second speech
    IFS=x read -r w h < <(sed -n 's/^size //p' "$source")
    title=$(sed -n 's/^title //p' "$source")
    count=$(grep -c '|' "$source")
    : > "$list"
    while IFS='|' read -r mark drawing heading first second speech; do
        number=$((number + 1))
        slide "$work/$name-$number.svg" "$w" "$h" "$number" "$count" "$mark" "$drawing" "$heading" "$first" "$second" "$title"
        espeak-ng -v cmn -s 230 -p 45 -w "$work/$name-$number.wav" "$speech"
        ffmpeg -nostdin -v error -y -i "$work/$name-$number.svg" -frames:v 1 "$work/$name-$number.png"
        # Each slide stays for its speech and a breath.
        ffmpeg -nostdin -v error -y -loop 1 -framerate 25 -i "$work/$name-$number.png" -i "$work/$name-$number.wav" \
            -af 'apad=pad_dur=0.3,aresample=44100' -shortest -c:v libx264 -preset slow -tune stillimage -crf 26 -pix_fmt yuv420p -g 100 \
            -c:a pcm_s16le "$work/$name-$number.mkv"
        echo "file '$work/$name-$number.mkv'" >> "$list"
    done < <(grep '|' "$source")
    ffmpeg -nostdin -v error -y -f concat -safe 0 -i "$list" -c:v copy -c:a aac -b:a 40k -ac 1 -map_metadata -1 -fflags +bitexact -movflags +faststart "$here/$name.mp4"
    echo "$name.mp4  $(stat -c %s "$here/$name.mp4") 字节  $(ffprobe -v error -show_entries format=duration -of csv=p=0 "$here/$name.mp4") 秒"
}

if [ $# -eq 0 ]; then
    set -- turn-over choking dementia pressure-portrait
fi
for clip in "$@"; do
    make_clip "$clip"
done
