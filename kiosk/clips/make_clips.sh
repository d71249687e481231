#!/bin/sh
# Make every clip of words.txt, and the chime, in kiosk/static/kiosk/clips/.
set -eu
here=$(dirname "$(readlink -f "$0")")
target=$here/../static/kiosk/clips
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$target"

encode() {
    opusenc --quiet --bitrate 20 --framesize 60 --discard-comments --padding 0 "$work/$1.wav" "$target/$1.ogg"
}

while IFS="$(printf '\t')" read -r name words; do
    espeak-ng -v vi -s 140 -p 45 -w "$work/raw.wav" "$words" </dev/null
    sox "$work/raw.wav" -r 24000 -b 16 "$work/$name.wav" silence 1 0.01 0.5% reverse silence 1 0.01 0.5% reverse \
        norm -3 pad 0 0.06
    encode "$name"
done <"$here/words.txt"

sox -n -r 24000 -b 16 "$work/chuong.wav" synth 1.1 sine 659.26 fade 0.01 1.1 0.9 : synth 1.4 sine 523.25 fade 0.01 1.4 1.2 \
    norm -6
encode chuong
