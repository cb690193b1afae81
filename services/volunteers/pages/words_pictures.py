"""The names of the pictures to remember; none is a word of the visit code, and none sounds like another."""

from __future__ import annotations

from services.volunteers.domain.asking import Picture
from shared.web.language import Sentence
from shared.web.pages.words import Words

PICTURES: Words = {
    Picture.BUTTERFLY: Sentence("con bướm", "butterfly"),
    Picture.RABBIT: Sentence("con thỏ", "rabbit"),
    Picture.CRAB: Sentence("con cua", "crab"),
    Picture.BEAR: Sentence("con gấu", "bear"),
    Picture.FROG: Sentence("con ếch", "frog"),
    Picture.BANANA: Sentence("quả chuối", "banana"),
    Picture.GRAPES: Sentence("chùm nho", "grapes"),
    Picture.CORN: Sentence("bắp ngô", "corn"),
    Picture.CARROT: Sentence("củ cà rốt", "carrot"),
    Picture.MUSHROOM: Sentence("cây nấm", "mushroom"),
    Picture.COCONUT_PALM: Sentence("cây dừa", "coconut palm"),
    Picture.KEY: Sentence("chìa khóa", "key"),
    Picture.CUP: Sentence("cái cốc", "cup"),
    Picture.SHIRT: Sentence("cái áo", "shirt"),
    Picture.GLASSES: Sentence("cái kính", "glasses"),
    Picture.BELL: Sentence("cái chuông", "bell"),
    Picture.BALL: Sentence("quả bóng", "ball"),
    Picture.SUN: Sentence("mặt trời", "sun"),
    Picture.CLOUD: Sentence("đám mây", "cloud"),
    Picture.STAR: Sentence("ngôi sao", "star"),
    Picture.HEART: Sentence("trái tim", "heart"),
    Picture.BOAT: Sentence("con thuyền", "boat"),
    Picture.KITE: Sentence("cánh diều", "kite"),
    Picture.RICE_CAKE: Sentence("bánh chưng", "square rice cake"),
}
