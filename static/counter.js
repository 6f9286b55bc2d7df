/* Counts a post as its network does, while it is typed. The sums are those of advocacy/networks/ (units, urls, emoji,
   disclosing); tests/networks/counting.json keeps the two together. Every page works without this file. */
"use strict";
(() => {
  /* Emoji: the sequences of Unicode Technical Standard #51. A first letter, then all that make a flag with it. */
  const FLAGS = "ACDEFGILMOQRSTUWXZ BABDEFGHIJLMNOQRSTVWYZ CACDFGHIKLMNOPQRUVWXYZ DEGJKMOZ EACEGHRSTU FIJKMOR "
    + "GABDEFGHILMNPQRSTUWY HKMNRTU ICDELMNOQRST JEMOP KEGHIMNPRWYZ LABCIKRSTUVY MACDEFGHKLMNOPQRSTUVWXYZ "
    + "NACEFGILOPRUZ OM PAEFGHKLMNRSTWY QA REOSUW SABCDEGHIJKLMNORSTVXYZ TACDFGHJKLMNORTVWZ UAGMNSYZ "
    + "VACEGINU WFS XK YET ZAMW";
  const JOINED = "♀♂⚕⚖⚧✈❤➡↔↕☠❄⬛🌈🌫🌾🍳🍼🎄🎓🎤🎨🏫🏭👦👧👨👩💋💥💨💫💻💼🔥🔧🔬🗨🚀🚒🟩🟫🤝🦯🦰🦱🦲🦳🦺🦼🦽🧑🧒🩰🩹🫲";
  const indicator = (letter) => String.fromCodePoint(0x1F1E6 + letter.charCodeAt(0) - 65);
  const flag = ([first, ...others]) => `${indicator(first)}[${others.map(indicator).join("")}]`;
  const TEXTUAL = "(?![0-9#*]|\\p{Emoji_Presentation})\\p{Emoji}\\uFE0F";
  const ONE = `(?:\\p{Emoji_Modifier_Base}\\p{Emoji_Modifier}|\\p{Emoji_Presentation}|${TEXTUAL})`;
  const EMOJI = new RegExp([
    ...FLAGS.split(" ").map(flag),
    "[0-9#*]\\uFE0F?\\u20E3",
    "\\u{1F3F4}[\\u{E0020}-\\u{E007E}]+\\u{E007F}",
    `${ONE}(?:\\u200D(?=[${JOINED}])${ONE})*`,
  ].join("|"), "gu");

  /* Addresses: the rules of twitter-text 3, as a walk over the labels of a name. */
  const LONGEST_URL = 4096;
  const LONGEST_SLUG = 40;
  const INVALID = "\\uFFFE\\uFEFF\\uFFFF";
  const DIRECTIONS = "\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069";
  const SPACES = "\\x09-\\x0D \\x85\\xA0\\u1680\\u180E\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000";
  const LATIN = "\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\xFF\\u0100-\\u024F\\u0253\\u0254\\u0256\\u0257\\u0259\\u025B\\u0263\\u0268\\u026F"
    + "\\u0272\\u0289\\u028B\\u02BB\\u0300-\\u036F\\u1E00-\\u1EFF";
  const CYRILLIC = "\\u0400-\\u04FF";
  const NAME = new RegExp(`[^!'#%&()*+,\\\\/:;<=>?@\\[\\]\\^{|}~$${SPACES}${INVALID}${DIRECTIONS}]+`, "gu");
  const GLUED = new RegExp(`[A-Za-z0-9@\\uFF20$#\\uFF03${INVALID}]`, "u");
  const PLAIN = new RegExp(`[-a-zA-Z0-9${LATIN}]`, "u");
  const WHITE = "\\x09-\\x0D \\x85\\xA0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000";
  const WIDE = "\\u00A0-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFEF\\u{10000}-\\u{DFFFD}\\u{E1000}-\\u{EFFFD}";

  const dialect = (needsScheme, path, pathEnd, query, queryEnd) => {
    const parens = `\\((?:[${path}]+|[${path}]*\\([${path}]+\\)[${path}]*)\\)`;
    return {
      needsScheme,
      path: new RegExp(`(?:[${path}]|${parens})*`, "uy"),
      pathEnd: new RegExp(`[${pathEnd}]|[/)]`, "u"),
      query: new RegExp(`\\?[${query}]*`, "uy"),
      queryEnd: new RegExp(`[${queryEnd}]`, "u"),
    };
  };
  const TWITTER = dialect(
    false,
    `a-zA-Z${CYRILLIC}0-9!*';:=+,.$/%#\\[\\]\\-\\u2013_~@|&${LATIN}`,
    `+\\-a-zA-Z${CYRILLIC}0-9=_#${LATIN}`,
    "a-zA-Z0-9!?*'@();:&=+$/%#\\[\\]\\-_.,~|",
    "a-zA-Z0-9\\-_&=#/",
  );
  const MASTODON = dialect(
    true,
    `^${WHITE}<>()?`,
    `^${WHITE}()?!*"'\\u300C\\u300D<>;:=,.$%\\[\\]~&|@`,
    `a-zA-Z0-9!?*'();:&=+$/%#\\[\\]\\-_.,~|@\\^${WIDE}`,
    `a-zA-Z0-9_&=#/\\-${WIDE}`,
  );

  const sticky = (expression, text, at) => {
    expression.lastIndex = at;
    const found = expression.exec(text);
    return found ? at + found[0].length : null;
  };
  /* The sign that ends before `at`, both halves of it. */
  const before = (text, at) => (/[\uDC00-\uDFFF]/.test(text[at - 1]) ? text.slice(at - 2, at) : text[at - 1]);
  const last = (ends, text, start, end) => {
    while (end > start && !ends.test(before(text, end))) end -= before(text, end).length;
    return end;
  };
  const askedEnd = (kind, text, at) => {
    const end = last(kind.queryEnd, text, at + 1, sticky(kind.query, text, at) ?? at);
    return end > at + 1 ? end : at;
  };
  const tailEnd = (kind, text, at) => {
    at = sticky(/:[0-9]+/y, text, at) ?? at;
    const hasPath = text[at] === "/";
    if (hasPath) at = last(kind.pathEnd, text, at + 1, sticky(kind.path, text, at + 1) ?? at + 1);
    return [askedEnd(kind, text, at), hasPath];
  };

  const ends = (text, at) => at >= text.length || !/[0-9a-zA-Z@+-]/.test(text[at]);
  const topLevel = (text, start, stop) => {
    const label = text.slice(start, stop);
    const punycode = /^xn--[-0-9a-z]+/i.exec(label);
    if (punycode) return start + punycode[0].length;
    const letters = /^[0-9A-Za-z]+/.exec(label);
    if (letters && TOP_LEVELS.has(letters[0].toLowerCase()) && ends(text, start + letters[0].length)) {
      return start + letters[0].length;
    }
    for (let length = Math.min(LONGEST_LABEL, label.length); length > 1; length -= 1) {
      const part = label.slice(0, length).toLowerCase();
      if (/[^\0-\x7F]/.test(part) && TOP_LEVELS.has(part) && ends(text, start + length)) return start + length;
    }
    return null;
  };
  const labelEnd = (text, start, stop) => {
    const dot = text.indexOf(".", start);
    return dot < 0 || dot > stop ? stop : dot;
  };
  const nameEnd = (text, start, stop) => {
    let longest = null;
    let holdsName = false;
    for (let at = start; at < stop;) {
      const end = labelEnd(text, at, stop);
      if (holdsName) longest = topLevel(text, at, end) ?? longest;
      if (end === at || "-_".includes(text[at]) || "-_".includes(text[end - 1])) break;
      holdsName = !text.slice(at, end).includes("_");
      at = end + 1;
    }
    return longest;
  };
  const plainStart = (text, start, stop) => {
    while (stop > start && PLAIN.test(text[stop - 1])) stop -= 1;
    return stop;
  };
  const plainNames = (text, start, end) => {
    const found = [];
    let begun = null;
    let best = null;
    for (let at = start; at < end;) {
      const stop = labelEnd(text, at, end);
      if (begun !== null) best = topLevel(text, at, stop) ?? best;
      const plain = plainStart(text, at, stop);
      if (begun === null || plain > at) {
        if (begun !== null && best !== null) found.push([begun, best]);
        begun = plain < stop && stop < end ? plain : null;
        best = null;
      }
      at = stop + 1;
    }
    if (begun !== null && best !== null) found.push([begun, best]);
    return found;
  };
  const mayBegin = (text, at) => !/[.\-_\uDC00-\uDFFF]/.test(text[at]) && !(at && GLUED.test(text[at - 1]));
  const begin = (text, start, stop) => {
    const second = text.length && String.fromCodePoint(text.codePointAt(0)).length;
    if (start === 0 && stop > second && mayBegin(text, second) && nameEnd(text, second, stop) !== null) return second;
    for (let at = start; at < stop; at += 1) if (mayBegin(text, at)) return at;
    return null;
  };
  const schemeBefore = (text, start) => {
    const found = /https?:\/\/$/i.exec(text.slice(Math.max(0, start - 8), start));
    if (!found) return null;
    const at = start - found[0].length;
    return at && GLUED.test(text[at - 1]) ? null : at;
  };
  /* What ends at `done` is read; the sign there stands before the next address, so that none begins at it. */
  const addresses = (text, kind) => {
    const found = [];
    let done = -1;
    const withScheme = (scheme, start, stop) => {
      const named = nameEnd(text, start, stop);
      if (named === null) return;
      [done] = tailEnd(kind, text, named);
      const short = /^https?:\/\/t\.co\/([a-z0-9]+)/i.exec(text.slice(scheme, done));
      if (!short) found.push([scheme, done]);
      else if (short[1].length <= LONGEST_SLUG) found.push([scheme, askedEnd(kind, text, scheme + short[0].length)]);
    };
    const withoutScheme = (begun, named) => {
      let hasPath;
      [done, hasPath] = tailEnd(kind, text, named);
      if (kind.needsScheme || (begun && /[-_./]/.test(text[begun - 1]))) return;
      const plain = plainNames(text, begun, named);
      if (plain.length && hasPath) plain[plain.length - 1][1] = done;
      found.push(...plain);
    };
    const after = (at) => (at < 0 ? 0 : at + (text.codePointAt(at) > 0xFFFF ? 2 : 1));
    for (const run of text.matchAll(NAME)) {
      const stop = run.index + run[0].length;
      if (stop <= done || !run[0].includes(".")) continue;
      const scheme = schemeBefore(text, run.index);
      if (scheme !== null && scheme > done) withScheme(scheme, run.index, stop);
      for (;;) {
        const begun = begin(text, Math.max(run.index, after(done)), stop);
        const named = begun === null ? null : nameEnd(text, begun, stop);
        if (named === null) break;
        withoutScheme(begun, named);
      }
    }
    return found.filter(([start, end]) => [...text.slice(start, end)].length <= LONGEST_URL);
  };

  /* The units. */
  const segmenter = "Segmenter" in Intl && new Intl.Segmenter("en", { granularity: "grapheme" });
  const graphemes = (text) => (segmenter ? [...segmenter.segment(text)] : [...text]).length;
  const bytes = (text) => new TextEncoder().encode(text).length;
  const isLight = (code) => code <= 4351 || (code >= 8192 && code <= 8205) || (code >= 8208 && code <= 8223)
    || (code >= 8242 && code <= 8247);
  const weight = (text) => {
    let total = 0;
    for (const sign of text.replace(EMOJI, () => { total += 2; return ""; })) total += isLight(sign.codePointAt(0)) ? 1 : 2;
    return total;
  };
  const WORD = "\\p{L}\\p{M}\\p{Nd}\\p{Pc}";
  const MENTION = new RegExp(`(?<![=/${WORD}])(@[a-zA-Z0-9_]+(?:[.-]+[a-zA-Z0-9_]+)*)@[${WORD}.-]*[${WORD}]`, "gu");
  const UNITS = {
    weighted: (text, link) => {
      text = text.normalize("NFC");
      let at = 0;
      let total = 0;
      for (const [start, end] of addresses(text, TWITTER)) {
        total += weight(text.slice(at, start)) + link;
        at = end;
      }
      return total + weight(text.slice(at));
    },
    graphemes,
    mastodon: (text, link) => {
      for (const [start, end] of link ? addresses(text, MASTODON).reverse() : []) {
        text = text.slice(0, start) + "x".repeat(link) + text.slice(end);
      }
      return graphemes(text.replace(MENTION, "$1"));
    },
    utf16: (text) => text.length,
    emoji_bytes: (text) => {
      let total = 0;
      const rest = text.replace(EMOJI, (emoji) => { total += bytes(emoji); return ""; });
      return total + [...rest].length;
    },
  };
  const lines = (text) => text.replace(/\r\n?/g, "\n");
  const count = (unit, text, link = 0) => ({ used: UNITS[unit](lines(text), link), bytes: bytes(lines(text)) });

  /* What will be posted: text, disclosure, link, each once. */
  const told = (text) => text.normalize("NFC").toLowerCase().replace(/’/g, "'").replace(/[ \t\n\r\f\v\u00a0\u202f]+/g, " ")
    .replace(/^ | $/g, "");
  const lacks = (text, disclosure) => {
    const wanted = told(disclosure).replace(/[$()*+./?[\\\]^{|}]/g, "\\$&");
    const before = wanted.startsWith("#") ? "(?:(?<![^ «“])|(?<=^[(])|(?<= [(]))" : "(?<![\\p{L}\\p{N}_])";
    return wanted !== "" && !new RegExp(`${before}${wanted}(?![\\p{L}\\p{N}_])`, "u").test(told(text));
  };
  const composed = (text, disclosure, link) => {
    const own = lines(text).replace(/^[ \t\n]+|[ \t\n]+$/g, "");
    const parts = disclosure && lacks(own, disclosure) ? [own, disclosure].filter(Boolean).join("\n\n") : own;
    return !link || parts.split(/[ \t\n]/).includes(link) ? parts : [parts, link].filter(Boolean).join("\n");
  };

  /* The ring at once; the sentence, which screen readers speak, once the hands rest. */
  const PAUSE = 700;
  const numbers = new Intl.NumberFormat(document.documentElement.lang || "en");
  const waiting = new WeakMap();
  const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_gap, name) => numbers.format(values[name]));

  const state = (box, text) => {
    const { counter: unit, limit, bytes: bytesLimit, linkCharacters, disclosure, link } = box.dataset;
    const { used, bytes: bytesUsed } = count(unit, composed(text, disclosure || "", link || ""), Number(linkCharacters || 0));
    const values = { used, limit: Number(limit || 0), over: used - limit, left: limit - used,
      bytes: bytesUsed, most: Number(bytesLimit || 0), overBytes: bytesUsed - bytesLimit };
    if (limit && used > Number(limit)) return { ...values, says: box.dataset.saysOver, kind: "danger" };
    if (bytesLimit && bytesUsed > Number(bytesLimit)) return { ...values, says: box.dataset.saysBytes, kind: "danger" };
    if (!limit) return { ...values, says: box.dataset.saysUsed, kind: "ok" };
    return { ...values, says: box.dataset.saysLeft, kind: values.left * 10 <= values.limit ? "warn" : "ok" };
  };
  const draw = (box, settled) => {
    const field = document.getElementById(box.dataset.counterFor);
    if (!field) return;
    const now = state(box, field.value);
    const part = box.querySelector(".ring-part");
    if (part) {
      part.setAttribute("class", `ring-part ${now.kind}`);
      part.setAttribute("stroke-dasharray", `${Math.min(100, (100 * now.used) / now.limit).toFixed(2)} 100`);
    }
    box.querySelector("[data-counter-number]").textContent = numbers.format(now.limit ? now.left : now.used);
    const out = box.querySelector("output");
    const say = () => { const said = filled(now.says, now); if (out.textContent !== said) out.textContent = said; };
    clearTimeout(waiting.get(box));
    if (settled) say();
    else waiting.set(box, setTimeout(say, PAUSE));
  };
  const all = () => document.querySelectorAll("[data-counter]").forEach((box) => draw(box, true));
  document.addEventListener("input", (event) => {
    document.querySelectorAll("[data-counter]").forEach((box) => {
      if (box.dataset.counterFor === event.target.id) draw(box, false);
    });
  });
  document.addEventListener("htmx:load", all);
  window.addEventListener("pageshow", all);
  window.advocacyCounter = { count, composed, lacks };

  /* IANA's top-level domains, and the one of the Tor network. */
  const TOP_LEVELS = new Set(`onion
    aaa aarp abb abbott abbvie abc able abogado abudhabi ac academy accenture accountant accountants aco actor ad
    ads adult ae aeg aero aetna af afl africa ag agakhan agency ai aig airbus airforce airtel akdn al alibaba alipay
    allfinanz allstate ally alsace alstom am amazon americanexpress americanfamily amex amfam amica amsterdam
    analytics android anquan anz ao aol apartments app apple aq aquarelle ar arab aramco archi army arpa art arte as
    asda asia associates at athleta attorney au auction audi audible audio auspost author auto autos aw aws ax axa
    az azure ba baby baidu banamex band bank bar barcelona barclaycard barclays barefoot bargains baseball
    basketball bauhaus bayern bb bbc bbt bbva bcg bcn bd be beats beauty beer berlin best bestbuy bet bf bg bh
    bharti bi bible bid bike bing bingo bio biz bj black blackfriday blockbuster blog bloomberg blue bm bms bmw bn
    bnpparibas bo boats boehringer bofa bom bond boo book booking bosch bostik boston bot boutique box br bradesco
    bridgestone broadway broker brother brussels bs bt build builders business buy buzz bv bw by bz bzh ca cab cafe
    cal call calvinklein cam camera camp canon capetown capital capitalone car caravan cards care career careers
    cars casa case cash casino cat catering catholic cba cbn cbre cc cd center ceo cern cf cfa cfd cg ch chanel
    channel charity chase chat cheap chintai christmas chrome church ci cipriani circle cisco citadel citi citic
    city ck cl claims cleaning click clinic clinique clothing cloud club clubmed cm cn co coach codes coffee college
    cologne com commbank community company compare computer comsec condos construction consulting contact
    contractors cooking cool coop corsica country coupon coupons courses cpa cr credit creditcard creditunion
    cricket crown crs cruise cruises cu cuisinella cv cw cx cy cymru cyou cz dad dance data date dating datsun day
    dclk dds de deal dealer deals degree delivery dell deloitte delta democrat dental dentist desi design dev dhl
    diamonds diet digital direct directory discount discover dish diy dj dk dm dnp do docs doctor dog domains dot
    download drive dtv dubai dupont durban dvag dvr dz earth eat ec eco edeka edu education ee eg email emerck
    energy engineer engineering enterprises epson equipment er ericsson erni es esq estate et eu eurovision eus
    events exchange expert exposed express extraspace fage fail fairwinds faith family fan fans farm farmers fashion
    fast fedex feedback ferrari ferrero fi fidelity fido film final finance financial fire firestone firmdale fish
    fishing fit fitness fj fk flickr flights flir florist flowers fly fm fo foo food football ford forex forsale
    forum foundation fox fr free fresenius frl frogans frontier ftr fujitsu fun fund furniture futbol fyi ga gal
    gallery gallo gallup game games gap garden gay gb gbiz gd gdn ge gea gent genting george gf gg ggee gh gi gift
    gifts gives giving gl glass gle global globo gm gmail gmbh gmo gmx gn godaddy gold goldpoint golf goodyear goog
    google gop got gov gp gq gr grainger graphics gratis green gripe grocery group gs gt gu gucci guge guide guitars
    guru gw gy hair hamburg hangout haus hbo hdfc hdfcbank health healthcare help helsinki here hermes hiphop
    hisamitsu hitachi hiv hk hkt hm hn hockey holdings holiday homedepot homegoods homes homesense honda horse
    hospital host hosting hot hotels hotmail house how hr hsbc ht hu hughes hyatt hyundai ibm icbc ice icu id ie
    ieee ifm ikano il im imamat imdb immo immobilien in inc industries infiniti info ing ink institute insurance
    insure int international intuit investments io ipiranga iq ir irish is ismaili ist istanbul it itau itv jaguar
    java jcb je jeep jetzt jewelry jio jll jm jmp jnj jo jobs joburg jot joy jp jpmorgan jprs juegos kaufen kddi ke
    kerryhotels kerryproperties kfh kg kh ki kia kids kim kindle kitchen kiwi km kn koeln komatsu kosher kp kpmg kpn
    kr krd kred kuokgroup kw ky kyoto kz la lacaixa lamborghini lamer land landrover lanxess lasalle lat latino
    latrobe law lawyer lb lc lds lease leclerc lefrak legal lego lexus lgbt li lidl life lifeinsurance lifestyle
    lighting like lilly limited limo lincoln link live living lk llc llp loan loans locker locus lol london lotte
    lotto love lpl lplfinancial lr ls lt ltd ltda lu lundbeck luxe luxury lv ly ma madrid maif maison makeup man
    management mango map market marketing markets marriott marshalls mattel mba mc mckinsey md me med media meet
    melbourne meme memorial men menu merck merckmsd mg mh miami microsoft mil mini mint mit mitsubishi mk ml mlb mls
    mm mma mn mo mobi mobile moda moe moi mom monash money monster mormon mortgage moscow moto motorcycles mov movie
    mp mq mr ms msd mt mtn mtr mu museum music mv mw mx my mz na nab nagoya name navy nba nc ne nec net netbank
    netflix network neustar new news next nextdirect nexus nf nfl ng ngo nhk ni nico nike nikon ninja nissan nissay
    nl no nokia norton now nowruz nowtv np nr nra nrw ntt nu nyc nz obi observer office okinawa olayan olayangroup
    ollo om omega one ong onl online ooo open oracle orange org organic origins osaka otsuka ott ovh pa page
    panasonic paris pars partners parts party pay pccw pe pet pf pfizer pg ph pharmacy phd philips phone photo
    photography photos physio pics pictet pictures pid pin ping pink pioneer pizza pk pl place play playstation
    plumbing plus pm pn pnc pohl poker politie porn post pr praxi press prime pro prod productions prof progressive
    promo properties property protection pru prudential ps pt pub pw pwc py qa qpon quebec quest racing radio re
    read realestate realtor realty recipes red redumbrella rehab reise reisen reit reliance ren rent rentals repair
    report republican rest restaurant review reviews rexroth rich richardli ricoh ril rio rip ro rocks rodeo rogers
    room rs rsvp ru rugby ruhr run rw rwe ryukyu sa saarland safe safety sakura sale salon samsclub samsung sandvik
    sandvikcoromant sanofi sap sarl sas save saxo sb sbi sbs sc scb schaeffler schmidt scholarships school schule
    schwarz science scot sd se search seat secure security seek select sener services seven sew sex sexy sfr sg sh
    shangrila sharp shell shia shiksha shoes shop shopping shouji show si silk sina singles site sj sk ski skin sky
    skype sl sling sm smart smile sn sncf so soccer social softbank software sohu solar solutions song sony soy spa
    space sport spot sr srl ss st stada staples star statebank statefarm stc stcgroup stockholm storage store stream
    studio study style su sucks supplies supply support surf surgery suzuki sv swatch swiss sx sy sydney systems sz
    tab taipei talk taobao target tatamotors tatar tattoo tax taxi tc tci td tdk team tech technology tel temasek
    tennis teva tf tg th thd theater theatre tiaa tickets tienda tips tires tirol tj tjmaxx tjx tk tkmaxx tl tm
    tmall tn to today tokyo tools top toray toshiba total tours town toyota toys tr trade trading training travel
    travelers travelersinsurance trust trv tt tube tui tunes tushu tv tvs tw tz ua ubank ubs ug uk unicom university
    uno uol ups us uy uz va vacations vana vanguard vc ve vegas ventures verisign versicherung vet vg vi viajes
    video vig viking villas vin vip virgin visa vision viva vivo vlaanderen vn vodka volvo vote voting voto voyage
    vu wales walmart walter wang wanggou watch watches weather weatherchannel web webcam weber website wed wedding
    weibo weir wf whoswho wien wiki williamhill win windows wine winners wme woodside work works world wow ws wtc
    wtf xbox xerox xihuan xin xxx xyz yachts yahoo yamaxun yandex ye yodobashi yoga yokohama you youtube yt yun za
    zappos zara zero zip zm zone zuerich zw कॉम セール 佛山 ಭಾರತ 慈善 集团 在线 한국 ଭାରତ 点看 คอม ভাৰত ভারত 八卦 ישראל موقع বাংলা 公益
    公司 香格里拉 网站 移动 我爱你 москва қаз католик онлайн сайт 联通 срб бг бел קום 时尚 微博 淡马锡 ファッション орг नेट ストア アマゾン 삼성
    சிங்கப்பூர் 商标 商店 商城 дети мкд ею ポイント 新闻 家電 كوم 中文网 中信 中国 中國 娱乐 谷歌 భారత్ ලංකා 電訊盈科 购物 クラウド ભારત 通販 भारतम् भारत
    भारोत 网店 संगठन 餐厅 网络 ком укр 香港 亚马逊 食品 飞利浦 台湾 台灣 手机 мон الجزائر عمان ارامكو ایران العليان امارات بازار موريتانيا
    پاکستان الاردن بارت بھارت المغرب ابوظبي البحرين السعودية ڀارت كاثوليك سودان همراه عراق مليسيا 澳門 닷컴 政府 شبكة بيتك
    عرب გე 机构 组织机构 健康 ไทย سورية 招聘 рус рф تونس 大拿 ລາວ みんな グーグル ευ ελ 世界 書籍 ഭാരതം ਭਾਰਤ 网址 닷넷 コム 天主教 游戏
    vermögensberater vermögensberatung 企业 信息 嘉里大酒店 嘉里 مصر قطر 广东 இலங்கை இந்தியா հայ 新加坡 فلسطين 政务
  `.trim().split(/\s+/));
  const LONGEST_LABEL = Math.max(...[...TOP_LEVELS].filter((label) => /[^\0-\x7F]/.test(label)).map((label) => label.length));
  all();
})();
