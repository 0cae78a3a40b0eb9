#!/usr/bin/env bash
# Makes the recordings that `sotto demo` plays, from text to speech (Debian: espeak-ng flite sox flac). See README.md.
set -euo pipefail
cd "$(dirname "$0")"
export SOX_OPTS=-R # the same noise every time
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# say VOICE TEXT FILE: one utterance as 16 kHz mono, its silence cut off and its peak at -3 dB.
say() {
    case $1 in
        espeak:*) espeak-ng -v "${1#espeak:}" -s 150 -w "$work/raw.wav" "$2" ;;
        flite:*) flite -voice "${1#flite:}" -t "$2" -o "$work/raw.wav" ;;
    esac
    sox "$work/raw.wav" -r 16000 -c 1 -b 16 "$3" silence 1 0.01 0.3% reverse silence 1 0.01 0.3% reverse norm -3
}

# clip NAME VOICE WORDS...: the words one after the other with pauses, over a little room noise.
clip() {
    local name=$1 voice=$2 parts=() n=0
    shift 2
    for words in "$@"; do
        say "$voice" "$words" "$work/$n.wav"
        sox "$work/$n.wav" "$work/$n.padded.wav" pad 0.3 0.3
        parts+=("$work/$n.padded.wav")
        n=$((n + 1))
    done
    sox "${parts[@]}" "$work/clip.wav" pad 0.2 0.7
    sox "$work/clip.wav" "$work/noise.wav" synth pinknoise
    sox -m -v 1 "$work/clip.wav" -v 0.001 "$work/noise.wav" "$work/mixed.wav"
    flac --silent --best --force -o "$name.flac" "$work/mixed.wav"
}

rm -f ./*.flac
clip 1-computer,_on flite:slt "computer" "on"
clip 2-alexa,_up flite:rms "alexa" "up"
clip 3-shall_we_go_up_there_on_Sunday flite:awb "shall we go up there on Sunday?"
clip 4-jarvis,_right espeak:en-us "jarvis" "right"
clip 5-snowboy,_down espeak:en-gb "snowboy" "down"
clip 6-view_glass,_stop flite:slt "view glass" "stop"
ls -l ./*.flac
