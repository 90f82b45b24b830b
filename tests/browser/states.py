"""Every page and every state of it, by name: what the tests of accessibility, requests and overflow go through."""

from urllib.parse import quote

from app.ideas.catalogue import IDEAS

XOR = "layers=2-4-1&act=tanh,sigmoid&loss=binary_cross_entropy&data=xor:80:0.05:1&test=0.3&reduction=mean"
DEAD = "layers=2-8-1&act=relu,linear&data=moons:80:0.1:1&init=he&lr=50&reduction=mean&updates=5"
SOFTMAX = "layers=4-8-5&act=relu,softmax&loss=cross_entropy"

LESSONS = {
    "start": "/lesson",
    "forward": "/lesson?at=a-2-1",
    "loss": "/lesson?at=loss&focus=C",
    "backward": "/lesson?at=dC_da-2-1&unfold=2",
    "gradients": "/lesson?preset=mosher&at=dL_dw-1-2&example=2&open=figures,gradient,settings,table",
    "updated": "/lesson?updates=1&focus=w-2-1-1",
    "end": "/lesson?preset=mazur&at=update-2-2&dx=1&step=layer",
    "neuron": "/lesson?at=gradient&focus=z-2-1&unfold=2",
    "bias": "/lesson?at=dC_dz-2-1&focus=b-2-1",
    "edited": "/lesson?at=loss&open=settings&set=w5:2.5",
    "dropped": "/lesson?layers=2-3-1&dropped=weights,biases",
    "card": f"/lesson?{SOFTMAX}&at=dC_da-1-1&focus=w-1-1-1",
    "pill": "/lesson?layers=16-24-24-10&at=dC_da-2-1",
    "zoomed": "/lesson?layers=8-10-10&at=z-2-1&zoom=2",
    "reversed": "/lesson?at=dC_dz-2-1&view=reversed",
    "both": "/lesson?at=dC_dz-2-1&view=both&focus=z-2-1",
    "common": "/lesson?at=dC_dz-2-1&notation=common",
    "quiz": "/lesson?preset=mazur&at=gradient&cover=pass",
    "quiz-wrong": "/lesson?at=gradient&focus=z-2-1&cover=dC_dz-2-1&answers=dC_dz-2-1:-0.388",
    "quiz-right": "/lesson?preset=mazur&at=loss&cover=C&answers=C:0.298",
    "projector": "/lesson?at=dC_dz-2-1&screen=projector",
    "projector-focus": "/lesson?at=gradient&focus=w-2-1-1&screen=projector",
    "guide-answer": "/lesson?at=loss&focus=w-3-1-1&guide=falls",
    "guide-all": "/lesson?at=loss&guide=all",
    "diverged": "/lesson?lr=1000&act=linear,linear,linear&loss=squared_error&updates=300&at=loss",
}
TRAININGS = {
    "train": f"/train?{XOR}&updates=20&run=40",
    "train-open": f"/train?{XOR}&set=w3:0.4@5,lr:0.2@9&updates=20&focus=w-1-1-1&open=figures,settings",
    "train-neuron": f"/train?{XOR}&updates=20&focus=z-1-2",
    "train-dead": f"/train?{DEAD}",
    "train-diverged": "/train?layers=2-4-1&act=linear,linear&data=moons:80:0.1:1&lr=900&updates=60",
    "train-projector": f"/train?{XOR}&updates=20&screen=projector",
    "compare": f"/compare?{XOR}&updates=20&vs=lr%3D2",
}
DIGITS = {
    "digit": "/digit",
    "digit-backward": "/digit?at=dC_dx-0-256",
    "digit-pixel": "/digit?focus=x-0-103",
    "digit-neuron": "/digit?focus=z-1-3&target=3",
    "digit-edge": "/digit?focus=w-1-3-103",
    "digit-edges": "/digit?overlay=product&edges=all",
    "digit-blank": "/digit?ink=",
    "digit-untrained": "/digit?seed=1&trained=0",
    "digit-projector": "/digit?at=update-2-10&screen=projector",
}
IDEA_PAGES = {f"idea-{idea.name}": f"/ideas/{idea.name}" for idea in IDEAS} | {
    "idea-chain-1-answer": "/ideas/chain-1?reveal=1",
    "idea-neuron-answer": "/ideas/neuron?reveal=1",
    "idea-loss-answer": "/ideas/loss?reveal=1",
    "idea-debug-case": "/ideas/debug?case=2",
    "idea-cases-done": "/ideas/cases?done=5",
    "idea-framework-both": "/ideas/framework?view=both",
}
OTHERS = {
    "front": "/",
    "api": "/api",
    "own": "/own",
    "own-data": "/own/data?table=.eNpL1EnSSeYy1DHSqeAy0jHUqeQy0DPVMQbyjHVArEqgnCGQBsoCSZA8ABOfCoU",
    "worksheet": "/worksheet",
    "key": "/worksheet?preset=mosher&blanks=12&rules=1&key=1",
    "share": f"/share?of={quote('/lesson?at=dC_dz-2-1', safe='')}",
    "cite": f"/cite?of={quote('/lesson?at=dC_dz-2-1', safe='')}",
    "animate": f"/animate?of={quote('/lesson?preset=mazur', safe='')}&step=layer&width=300",
    "course": "/course/backpropagation",
    "course-item": "/course/backpropagation/before-the-output",
}
REFUSED = {
    "not-found": "/nothing",
    "refused": "/lesson?lr=minus",
    "refused-train": "/train?data=nothing",
    "refused-digit": "/digit?net=nothing",
}
EMBEDS = {
    "embed": "/embed?at=dC_dz-2-1",
    "embed-train": f"/embed/train?{XOR}&updates=20",
    "embed-digit": "/embed/digit",
    "embed-idea": "/embed/ideas/chain-2",
    "embed-course": "/embed/course/backpropagation/before-the-output",
    "embed-still": "/embed/controls=none?at=dC_dz-2-1",
}
STATES = LESSONS | TRAININGS | DIGITS | IDEA_PAGES | OTHERS | REFUSED | EMBEDS
"""Name and address; those of ``REFUSED`` answer 404 or 422, which a browser's console mentions."""
