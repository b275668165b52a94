/* 核验文件: a chosen file is hashed here, nothing is sent, and its hash is looked up among those in this page. */
(function () {
  "use strict";
  var PIECE = 4 * 1024 * 1024; /* bytes read at once */
  var known = JSON.parse(document.getElementById("known").textContent);
  var told = document.getElementById("told");
  var counting = document.getElementById("counting"); /* beside what is read out: not every percent is news */
  var drop = document.getElementById("drop");
  var input = document.getElementById("file");
  var choice = 0; /* what was chosen later ends what is still being counted */

  function read(blob) {
    return new Promise(function (resolve, reject) {
      var reader = new FileReader();
      reader.onload = function () {
        resolve(new Uint8Array(reader.result));
      };
      reader.onerror = function () {
        reject(reader.error);
      };
      reader.readAsArrayBuffer(blob);
    });
  }

  /* Undefined where it is no longer wanted. */
  function hashed(file, wanted, progress) {
    var hash = new Sha256();
    function from(place) {
      if (!wanted()) {
        return undefined;
      }
      if (place >= file.size) {
        return hash.hex();
      }
      return read(file.slice(place, place + PIECE)).then(function (bytes) {
        hash.add(bytes);
        if (wanted()) {
          progress(Math.min(file.size, place + PIECE) / file.size);
        }
        return from(place + PIECE);
      });
    }
    return Promise.resolve().then(function () {
      return from(0);
    });
  }

  function element(name, text, kind) {
    var made = document.createElement(name);
    made.textContent = text;
    if (kind) {
      made.className = kind;
    }
    return made;
  }

  function link(text, to) {
    var made = element("a", text);
    made.href = to;
    return made;
  }

  /* 公开清单（manifest.json） */
  function called(path) {
    return Object.prototype.hasOwnProperty.call(known.names, path) ? known.names[path] + "（" + path + "）" : "文件 " + path;
  }

  function hashLine(label, value) {
    var line = element("p", label);
    line.appendChild(element("span", value, "hash"));
    return line;
  }

  /* What is said of a file of an edition, by what became of the edition. */
  function verdict(edition) {
    if (edition.state === "published") {
      return ["good", "✓ 与公开的文件一致，是现行版本。"];
    }
    if (edition.state === "corrected") {
      return ["old", "与曾经公开的文件一致，但这一版已更正，请看现行版本。"];
    }
    if (edition.state === "withdrawn") {
      return ["old", "与曾经公开的文件一致，但这一版已撤回。"];
    }
    return ["old", "与曾经公开的文件一致，但这一版因含有个人信息已删除，请不要再传播。"];
  }

  function found(box, place) {
    var edition = known.editions[place[0]];
    var said = verdict(edition);
    box.classList.add(said[0]);
    box.appendChild(element("p", said[1], "verdict"));
    var where = element("p", "");
    where.appendChild(link(edition.name, edition.at));
    where.appendChild(document.createTextNode("，" + edition.published + "公开，" + edition.label + "；" + called(place[1])));
    box.appendChild(where);
    box.appendChild(hashLine("这一版的清单校验值：", edition.manifest));
    if (edition.notice) {
      box.appendChild(element("p", "原因：" + edition.notice));
    }
    if (edition.state === "corrected") {
      var now = element("p", "");
      now.appendChild(link("看这一年的现行版本", edition.now));
      box.appendChild(now);
    }
  }

  /* It is packed anew where it lies: what is in it has hashes of its own. */
  function packed(box) {
    box.classList.add("old");
    box.appendChild(element("p", "这是压缩包，请解开以后，选其中的文件来核验。", "verdict"));
    box.appendChild(element("p", "从下载页下载的整套文件，也可以用其中的 verify.py 一次核对全部。"));
  }

  function unknown(box) {
    box.classList.add("bad");
    box.appendChild(element("p", "✗ 不是" + known.whose + "公开的文件，或者公开以后被改过。", "verdict"));
    box.appendChild(
      element("p", "用 Word、Excel 打开后另存，或者在微信、邮箱里转存压缩过，文件都会变。请从下载页重新下载再试。")
    );
  }

  function examine(file, wanted) {
    var box = element("div", "", "result");
    box.appendChild(element("h2", file.name));
    return hashed(file, wanted, function (part) {
      counting.textContent = "正在计算 " + file.name + "… " + Math.floor(part * 100) + "%";
    }).then(
      function (value) {
        if (value === undefined) {
          return;
        }
        var isKnown = Object.prototype.hasOwnProperty.call(known.files, value);
        (isKnown ? found : /\.zip$/i.test(file.name) ? packed : unknown)(box, known.files[value]);
        box.appendChild(hashLine("校验值（SHA-256）：", value));
      },
      function () {
        box.appendChild(element("p", "读不了这个文件。如果是文件夹，请打开后选其中的文件。"));
      }
    ).then(function () {
      if (wanted()) {
        told.appendChild(box);
      }
    });
  }

  function all(files) {
    var mine = (choice += 1);
    function wanted() {
      return mine === choice;
    }
    told.textContent = "";
    counting.textContent = files.length ? "正在计算…" : "";
    files
      .reduce(function (before, file) {
        return before.then(function () {
          return examine(file, wanted);
        });
      }, Promise.resolve())
      .then(function () {
        if (wanted()) {
          counting.textContent = "";
        }
      });
  }

  function take() {
    var chosen = Array.prototype.slice.call(input.files);
    input.value = ""; /* so that the same name can be chosen again, when the file has changed */
    all(chosen);
  }
  input.addEventListener("change", take);
  if (input.files.length) {
    take(); /* chosen before this script came */
  }
  /* A file may fall anywhere: beside the box the browser would show it in place of this page. */
  function brings(event) {
    return Array.prototype.indexOf.call(event.dataTransfer.types, "Files") >= 0;
  }
  ["dragenter", "dragover"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      if (brings(event)) {
        event.preventDefault();
        drop.classList.add("over");
      }
    });
  });
  document.addEventListener("dragleave", function (event) {
    if (!event.relatedTarget) {
      drop.classList.remove("over");
    }
  });
  document.addEventListener("drop", function (event) {
    if (brings(event)) {
      event.preventDefault();
      drop.classList.remove("over");
      all(Array.prototype.slice.call(event.dataTransfer.files));
    }
  });
})();
