/* 核验文件: a chosen file is hashed here, nothing is sent, and its hash is looked up among those in this page. */
(function () {
  "use strict";
  var PIECE = 4 * 1024 * 1024; /* bytes read at once */
  var known = JSON.parse(document.getElementById("known").textContent);
  var told = document.getElementById("told");
  var drop = document.getElementById("drop");
  var input = document.getElementById("file");

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

  function hashed(file, progress) {
    var hash = new Sha256();
    function from(place) {
      if (place >= file.size) {
        return hash.hex();
      }
      return read(file.slice(place, place + PIECE)).then(function (bytes) {
        hash.add(bytes);
        progress(Math.min(file.size, place + PIECE) / file.size);
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
    where.appendChild(document.createTextNode("，" + edition.published + "公开，" + edition.label + "；文件 " + place[1]));
    box.appendChild(where);
    if (edition.notice) {
      box.appendChild(element("p", "原因：" + edition.notice));
    }
    if (edition.state === "corrected") {
      var now = element("p", "");
      now.appendChild(link("看这一年的现行版本", edition.now));
      box.appendChild(now);
    }
  }

  function unknown(box) {
    box.classList.add("bad");
    box.appendChild(element("p", "✗ 不是这里公开的文件，或者公开以后被改过。", "verdict"));
    box.appendChild(
      element("p", "用 Word、Excel 打开后另存，或者在微信、邮箱里转存压缩过，文件都会变。请从下载页重新下载再试。")
    );
  }

  function examine(file) {
    var box = element("div", "", "result");
    box.appendChild(element("h2", file.name));
    var state = element("p", "正在计算…");
    box.appendChild(state);
    told.insertBefore(box, told.firstChild);
    return hashed(file, function (part) {
      state.textContent = "正在计算…" + Math.floor(part * 100) + "%";
    }).then(
      function (hash) {
        box.removeChild(state);
        var isKnown = Object.prototype.hasOwnProperty.call(known.files, hash);
        (isKnown ? found : unknown)(box, known.files[hash]);
        var line = element("p", "校验值（SHA-256）：");
        line.appendChild(element("span", hash, "hash"));
        box.appendChild(line);
      },
      function () {
        state.textContent = "读不了这个文件。如果是文件夹，请打开后选其中的文件。";
      }
    );
  }

  function all(files) {
    told.textContent = "";
    files.reduce(
      function (before, file) {
        return before.then(function () {
          return examine(file);
        });
      },
      Promise.resolve()
    );
  }

  input.addEventListener("change", function () {
    var chosen = Array.prototype.slice.call(input.files);
    input.value = ""; /* so that the same name can be chosen again, when the file has changed */
    all(chosen);
  });
  ["dragenter", "dragover"].forEach(function (name) {
    drop.addEventListener(name, function (event) {
      event.preventDefault();
      drop.classList.add("over");
    });
  });
  drop.addEventListener("dragleave", function () {
    drop.classList.remove("over");
  });
  drop.addEventListener("drop", function (event) {
    event.preventDefault();
    drop.classList.remove("over");
    all(Array.prototype.slice.call(event.dataTransfer.files));
  });
})();
