"""The words that interfaces and publishers put around articles, in the languages of most of our users.

Every pattern is matched against one whole line or heading after `folded`.
"""

from __future__ import annotations

import re
import unicodedata

_TRIM = " \t\u00a0.:!…·•|>»›→←▸▶▼✕×+-–—*#()[]\"'“”‘’"

INTERFACE = frozenset(
    """
    write a comment|leave a comment|leave a reply|add a comment|add comment|post a comment|post comment|view comments
    show comments|read comments|comment|comments|no comments|no comments yet|be the first to comment
    |join the conversation|comments are closed|comments closed
    join the discussion|log in to comment|sign in to comment|share|share this|share this article|share this story
    share this post|share article|share on facebook|share on twitter|share on x|share on linkedin|share via email
    share on whatsapp|copy link|link copied|copy url|email|email this|print|print this|print article|save|save article
    save for later|bookmark|gift article|gift this article|tweet|pin|pin it|post|facebook|twitter|linkedin|whatsapp
    |reddit
    x|instagram|youtube|telegram|pinterest|pocket|follow|follow us|follow us on|following|like|likes|like this|reply
    subscribe|subscribe now|subscribe today|subscribe to our newsletter|subscribe to newsletter|sign up|sign up now
    sign up for our newsletter|sign up for free|sign in|log in|login|register|create account|create a free account
    get the newsletter|newsletter|newsletters|already a subscriber|become a member|donate|donate now|support us
    advertisement|ad|ads|sponsored|sponsored content|promoted|advertise with us|story continues below advertisement
    article continues below advertisement|continue reading|continue reading below|read more|read next|read this next
    |see more
    show more|load more|view more|more|more stories|related|related articles|related stories|related posts
    recommended|recommended for you|you may also like|you might also like|most read|most popular|trending|trending now
    up next|next|previous|previous article|next article|next post|previous post|older posts|newer posts|back
    |back to top
    go back|home|menu|search|skip to content|skip to main content|skip to navigation|close|open menu|open in app
    download our app|get the app|listen|listen to this article|listen to article|play|play audio|watch|watch live|live
    accept|accept all|accept cookies|accept all cookies|reject all|manage cookies|cookie settings|privacy policy
    terms of service|terms of use|contact us|about us|all rights reserved|report this ad|report an error|loading|tags
    filed under|advertise|table of contents toggle|expand|collapse|was this helpful|was this article helpful|view all
    see all|view profile|see all articles|image source|getty images|shutterstock|your email address|enter your email

    kommentar schreiben|kommentieren|kommentare|kommentar verfassen|schreiben sie einen kommentar|keine kommentare
    teilen|artikel teilen|beitrag teilen|drucken|merken|artikel merken|abonnieren|jetzt abonnieren
    |newsletter abonnieren
    anmelden|jetzt anmelden|registrieren|einloggen|anzeige|werbung|weiterlesen|mehr lesen|mehr zum thema|mehr dazu
    lesen sie auch|auch interessant|das könnte sie auch interessieren|ähnliche artikel|verwandte artikel|meistgelesen
    zur startseite|startseite|nach oben|zurück|weiter|mehr anzeigen|alle akzeptieren|datenschutz|impressum|vorlesen
    artikel anhören|zum inhalt springen|speichern|folgen|kommentare schreiben|kommentar hinzufügen|noch keine kommentare
    derzeit noch keine kommentare|kommentare geschlossen|kommentare sind geschlossen|artikel bewerten

    laisser un commentaire|écrire un commentaire|ajouter un commentaire|commenter|commentaires|aucun commentaire
    réagir|partager|partager l'article|partager cet article|imprimer|enregistrer|s'abonner|abonnez-vous|je m'abonne
    s'inscrire|s'inscrire à la newsletter|inscription|se connecter|connexion|publicité|lire la suite|lire aussi
    |à lire aussi
    en savoir plus|voir plus|articles similaires|sur le même sujet|à la une|les plus lus|accueil|retour|suivant
    |précédent
    tout accepter|mentions légales|écouter l'article|aller au contenu|haut de page|suivre

    deja un comentario|dejar un comentario|escribe un comentario|escribir un comentario|comentar|comentarios|compartir
    compartir artículo|imprimir|guardar|suscribirse|suscríbete|suscríbase|regístrate|iniciar sesión|publicidad|anuncio
    seguir leyendo|leer más|lee también|ver más|artículos relacionados|noticias relacionadas|te puede interesar
    lo más leído|inicio|volver|siguiente|anterior|aceptar todo|ir al contenido|seguir

    lascia un commento|scrivi un commento|commenta|commenti|condividi|stampa|salva|abbonati|iscriviti
    iscriviti alla newsletter|accedi|pubblicità|leggi anche|leggi tutto|continua a leggere|articoli correlati
    potrebbe interessarti|i più letti|segui

    deixe um comentário|deixar um comentário|escreva um comentário|comentários|compartilhar|partilhar|compartilhe
    |salvar
    assine|assinar|inscreva-se|entrar|publicidade|anúncio|leia mais|leia também|continue lendo|artigos relacionados
    mais lidas|seguir|voltar

    schrijf een reactie|plaats een reactie|reageer|reacties|delen|deel dit artikel|afdrukken|opslaan|abonneren
    |inloggen
    aanmelden|advertentie|lees meer|lees ook|lees verder|gerelateerde artikelen|meest gelezen|volgen

    dodaj komentarz|komentarze|skomentuj|udostępnij|podziel się|drukuj|zapisz|subskrybuj|zaloguj się|reklama
    |czytaj więcej
    czytaj także|czytaj dalej|zobacz także|zobacz też|powiązane artykuły|najczęściej czytane

    skriv en kommentar|skriv kommentar|lämna en kommentar|kommentera|del|dela|prenumerera|logga in|annons|annonse
    |läs mer
    läs också|les mer|les også|læs mere|læs også|relaterade artiklar

    оставить комментарий|написать комментарий|добавить комментарий|комментарии|комментировать|поделиться|распечатать
    сохранить|подписаться|подпишитесь|войти|реклама|читать далее|читать дальше|читайте также|подробнее|похожие статьи
    написати коментар|залишити коментар|коментарі|поділитися|підписатися|увійти|читати далі|читайте також
    yorum yaz|yorum yap|yorumlar|paylaş|kaydet|abone ol|giriş yap|reklam|devamını oku|ilgili haberler

    发表评论|写评论|评论|分享|分享到|收藏|打印|订阅|登录|注册|广告|阅读更多|查看更多|相关文章|相关阅读|上一篇|下一篇|關閉|發表評論
    留言|訂閱|登入|廣告|相關文章|閱讀更多|コメントを書く|コメントする|コメント|シェア|シェアする|共有|保存|印刷|購読|ログイン|会員登録|広告
    続きを読む|もっと見る|関連記事|前の記事|次の記事|フォロー
    댓글|댓글 쓰기|공유|공유하기|저장|인쇄|구독|로그인|광고|더 보기|관련 기사
    اكتب تعليقا|أضف تعليقا|اترك تعليقا|تعليقات|شارك|مشاركة|طباعة|حفظ|اشترك|تسجيل الدخول|إعلان|اقرأ المزيد|اقرأ أيضا
    |مقالات ذات صلة
    כתוב תגובה|הוסף תגובה|תגובות|שתף|שיתוף|הדפסה|שמור|הירשם|התחבר|פרסומת|קרא עוד|כתבות נוספות
    टिप्पणी लिखें|टिप्पणी करें|शेयर करें|साझा करें|सदस्यता लें|विज्ञापन|और पढ़ें
    """.replace("\n", "|")
    .replace("    ", "")
    .split("|")
) - {""}
"""Whole lines that are buttons, links and labels of a page, folded."""

_INTERFACE_PATTERNS = re.compile(
    r"""\d+\s*(?:min(?:ute)?s?|minuten|minutos|minuti|minut|мин|分|分钟|分鐘)\.?\s*(?:read|lesezeit|de\ lecture
    |de\ lectura|di\ lettura)?(?:\ time)?
    |(?:reading|read)\ time:?\s*\d+\s*min(?:ute)?s?
    |(?:temps\ de\ lecture|lesezeit|tiempo\ de\ lectura)\s*:?\s*\d+\s*min\w*
    |\d+\s*(?:comments?|shares?|likes?|views?|replies|claps?|kommentare?|commentaires?|comentarios?|комментари\w+)
    |(?:comments?|shares?|views?|kommentare|commentaires|comentarios)\s*\(?\d*\)?
    |(?:share|follow)\ (?:this|us|on|via)\b.{0,40}
    |(?:sign\ up|subscribe)\ (?:for|to)\ .{0,60}newsletter.{0,20}
    |©.*|copyright\ ©?\s*\d{4}.*|page\ \d+\ of\ \d+
    """,
    re.VERBOSE,
)

OFFERS = re.compile(
    r"""(?:.{0,60}[:–—-]\s*)?(?:so,?\s+)?(?:
        what\ (?:this|it|that|all\ (?:of\ )?this|these\ changes|the\ news)\ (?:could\ |might\ |may\ )?means?\ (?:to
        |for)\ (?:you|your\ \w+(?:\ \w+)?|us|readers|consumers|businesses|investors|\w+\ professionals)
        |what\ does\ (?:this|it|that|all\ (?:of\ )?this)\ mean\ (?:to|for)\ (?:you|your\ \w+(?:\ \w+)?|us|businesses
        |consumers|investors)
        |why\ (?:this|it|that)\ matters\ (?:to|for)\ you(?:\ and\ your\ \w+)?
        |why\ (?:should\ )?you\ (?:should\ )?care|how\ (?:this|it)\ (?:could\ |will\ |may\ )?affects?\ you
        |was\ (?:das|dies|es)\ für\ sie\ bedeutet|was\ (?:das|dies)\ für\ (?:dich|euch|ihr\ unternehmen)\ bedeutet
        |was\ bedeutet\ (?:das|dies)\ für\ sie
        |(?:ce\ que\ )?(?:cela|ça)\ (?:signifie|veut\ dire|change)\ pour\ vous
        |ce\ que\ cela\ (?:signifie|change)\ pour\ vous
        |qu[ée]\ significa\ (?:esto|eso)?\ ?para\ (?:ti|usted|ustedes)
        |lo\ que\ (?:esto\ )?significa\ para\ (?:ti|usted)
        |cosa\ (?:significa|cambia)\ (?:questo\ )?per\ (?:te|voi|lei)
        |(?:o\ )?que\ (?:isso|isto)\ significa\ para\ (?:você|si)
        |wat\ (?:dit|dat)\ (?:voor\ u|voor\ jou|voor\ je)\ betekent|wat\ betekent\ (?:dit|dat)\ voor\ (?:u|jou)
        |co\ to\ (?:dla\ ciebie\ )?oznacza(?:\ dla\ ciebie)?|что\ это\ (?:значит|означает)\ для\ вас
        |що\ це\ (?:значить|означає)\ для\ вас
        |这对(?:你|您)意味着什么|這對(?:你|您)意味著什麼|(?:これが)?あなたにとって(?:の意味|何を意味するか)
        |당신에게\ 의미하는\ 것
        |ماذا\ يعني\ (?:هذا|ذلك)\ (?:لك|بالنسبة\ لك)|מה\ זה\ אומר\ (?:לך|עבורך|בשבילך)
    )""",
    re.VERBOSE,
)
"""Headings of a section in which the publisher says what the article means for its reader."""

AFTER_THE_END = re.compile(
    r"""(?:related|recommended|similar|more|other|further|popular|latest|recent|trending|top)\ (?:articles?
    |stories|posts?|news|reading|content|links|coverage|topics?|blogs?|resources|videos?)(?:\ .{0,30})?
    |(?:read|see|more|also\ read|read\ also)\ (?:next|more|also|from|on|by|about|in)(?:\ .{0,40})?
    |you\ (?:may|might)\ also\ (?:like|be\ interested\ in|enjoy).{0,20}|recommended(?:\ for\ you)?|related|up\ next
    |keep\ reading|what\ to\ read\ next
    |most\ (?:read|popular|viewed|recent|shared)(?:\ .{0,30})?|trending(?:\ now)?|don'?t\ miss.{0,20}
    |editor'?s'?\ picks?|latest(?:\ from\ .{0,30})?
    |about\ the\ (?:authors?|writer|contributor|company|publisher)|about\ (?:us|me)|author\ bio
    |(?:leave|post|write|add)\ a\ (?:comment|reply).{0,30}
    |(?:\d+\ )?(?:comments?|replies|responses|thoughts\ on\ .{0,120})(?:\ \(?\d+\)?)?
    |join\ the\ (?:conversation|discussion)
    |share\ (?:this|on|via)?.{0,30}|subscribe.{0,60}|sign\ up.{0,60}
    |(?:our\ |the\ |join\ our\ |get\ our\ )?newsletters?(?:\ .{0,30})?
    |stay\ (?:connected|informed|updated|up\ to\ date|in\ the\ loop).{0,30}|follow\ us.{0,30}|get\ in\ touch
    |contact\ us|(?:filed\ under|tags?|tagged|categories|topics)
    |next\ (?:article|post|story)|previous\ (?:article|post|story)|explore\ more.{0,30}|discover\ more.{0,30}
    |browse\ .{0,30}|in\ this\ section
    |mehr\ zum\ thema|mehr\ (?:artikel|nachrichten|aus).{0,30}|(?:ähnliche|interessante)\ (?:artikel|beiträge|themen)
    |verwandte\ (?:artikel|beiträge|themen)|auch\ interessant|das\ könnte\ (?:sie|dich|ihnen)\ .{0,30}
    |lesen\ sie\ auch|meistgelesen.{0,20}|kommentare?|schreibe?n?\ (?:sie\ )?einen\ kommentar|über\ den\ autor
    |über\ die\ autorin
    |(?:à\ )?lire\ aussi|sur\ le\ même\ (?:sujet|thème)|articles\ (?:similaires|liés|récents)|les\ plus\ lus
    |commentaires?|laisser\ un\ commentaire|(?:à\ propos\ de\ l'auteur)
    |(?:artículos|noticias|entradas)\ (?:relacionad[ao]s|recientes)|te\ puede\ interesar|lee\ también
    |lo\ más\ (?:leído|visto)|comentarios?|deja\ un\ comentario|sobre\ el\ autor
    |articoli\ (?:correlati|recenti)|leggi\ anche|potrebbe\ interessarti.{0,20}|commenti|artigos\ relacionados
    |leia\ (?:também|mais)|comentários
    |lees\ (?:ook|meer|verder)|gerelateerde\ .{0,20}|reacties|zobacz\ (?:także|też|również)|czytaj\ (?:także|też)
    |komentarze|powiązane\ .{0,20}
    |читайте\ также|похожие\ (?:статьи|новости|материалы)|комментарии
    |相关(?:文章|阅读|新闻|推荐)|推荐阅读|相關(?:文章|新聞)
    |関連記事
    |あわせて読みたい|おすすめ(?:記事)?|コメント|관련\ ?기사|댓글|مقالات\ ذات\ صلة|اقرأ\ أيضا|תגובות|כתבות\ נוספות
    """,
    re.VERBOSE,
)
"""Headings after which no part of the article follows."""

NO_ARTICLE = re.compile(
    r"""(?:please\ )?(?:enable|turn\ on|activate|allow)\ (?:javascript|cookies|js)
    |javascript\ (?:is\ |must\ be\ |seems\ to\ be\ |has\ been\ )?(?:disabled|required|not\ enabled|enabled)
    |(?:requires?|needs?)\ javascript|without\ javascript
    |checking\ (?:your\ browser|if\ the\ site\ connection\ is\ secure)
    |verify(?:ing)?\ (?:that\ )?you\ are\ (?:a\ )?human|are\ you\ a\ robot|unusual\ traffic
    |access\ (?:to\ this\ page\ )?(?:has\ been\ )?denied
    |(?:page|article|site|resource)\ (?:was\ |could\ )?not\ (?:be\ )?found|404\ (?:error|not\ found)|error\ 404
    |403\ forbidden
    |attention\ required|just\ a\ moment|accept\ (?:all\ )?cookies\ to|we\ (?:value|care\ about)\ your\ privacy
    |ad\s?blocker\ (?:detected|is)|request\ unsuccessful|security\ check
    """,
    re.VERBOSE,
)
"""What a page says when it shows something other than its article."""

PAYWALL = re.compile(
    r"""(?:subscribe|sign\ in|log\ in|register|become\ a\ (?:member|subscriber)|upgrade
    |start\ your\ (?:free\ )?trial).{0,40}\b(?:to\ (?:continue|keep|read|unlock|access|view|finish|get)
    |for\ (?:full|unlimited)\ access).{0,60}
    |(?:this|the)\ (?:article|content|story|post|page)\ is\ (?:only\ |exclusively\ |reserved\ )?(?:for
    |available\ (?:only\ )?(?:to|for))\ (?:our\ |paid\ |paying\ |premium\ |registered\ )?(?:subscribers
    |members).{0,40}
    |(?:continue|keep)\ reading\ (?:with|for\ free|this\ article\ with).{0,60}
    |(?:read|unlock)\ the\ (?:full|rest\ of\ (?:the|this))\ (?:article|story|post).{0,40}
    |already\ a\ (?:subscriber|member).{0,30}
    |you(?:'ve|\ have)\ (?:reached|used|read)\ (?:your|all|the).{0,30}(?:limit|free\ articles).{0,30}
    |.{0,40}(?:nur\ für\ abonnenten|mit\ (?:einem\ )?abo\ weiterlesen|jetzt\ (?:weiterlesen|freischalten)
    |artikel\ freischalten).{0,40}
    |.{0,40}(?:réservé\ (?:aux|à\ nos)\ abonnés|il\ vous\ reste\ .{0,12}\ de\ cet\ article).{0,40}
    |.{0,40}(?:exclusiv[oa]\ para\ (?:suscriptores|assinantes)|suscríbete\ para\ (?:seguir|continuar)).{0,40}
    """,
    re.VERBOSE,
)
"""A line in the place of the text that is kept from readers without an account."""


def folded(line: str) -> str:
    """The line as the patterns expect it: case folded, typographic apostrophes straight, no marks at its ends."""
    line = unicodedata.normalize("NFKC", line).replace("’", "'").casefold()
    return re.sub(r"\s+", " ", line).strip(_TRIM)


def is_interface(line: str) -> bool:
    """Whether a whole line is part of an interface ("Write A Comment", "3 min read"), not of a text."""
    if len(line) > 120:
        return False
    text = folded(line)
    return not text or text in INTERFACE or bool(_INTERFACE_PATTERNS.fullmatch(text))


def is_offer(heading: str) -> bool:
    """Whether a heading opens the publisher's own "What this means for you"."""
    return len(heading) <= 140 and bool(OFFERS.fullmatch(folded(heading).rstrip("?")))
