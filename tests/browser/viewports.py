DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
BOARD = {"width": 1920, "height": 1080}
TOUCH = {"width": 1080, "height": 1920}
