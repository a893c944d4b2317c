"""The tables of the library, in SQLite. Data only.

`root`: a music folder or a drive; `present`: it is there now. `folder`: what lies below, with the picture beside the
songs. `track`: one file; `bad`: why it cannot be read, then it is never listed. Paths are the system's bytes.
`heading`: what the shelves show, of present tracks only, made anew after each scan that changed something; `member`:
its tracks in order. `fts`, `heading_fts`: their words; `term`: all words, for misspelt ones. `picture`: by the SHA-1 of
its bytes; `kept` is the size of its thumbnail, 0 where there is none.
"""

from typing import Final

FORMAT: Final = 2
TABLES: Final = f"""
create table root(
  id integer primary key, path blob unique, drive integer, present integer, tracks integer default 0
);
create table folder(
  id integer primary key, root integer, parent integer, path blob unique, name text, sort text, letter text,
  cover blob, cover_stamp integer, digest text
);
create table track(
  id integer primary key, root integer, folder integer, path blob unique, mtime_ns integer, size integer, bad text,
  title text, artist text, artists text, album text, album_artist text, compilation integer, disc integer,
  number integer, year integer, genres text, duration_s real, gain_db real, album_gain_db real, digest text,
  added real, sort text, letter text
);
create index track_of_folder on track(folder);
create index track_added on track(added);
create index track_digest on track(digest) where digest is not null;
create table heading(
  id integer primary key, kind text, key text, title text, subtitle text, sort text, letter text, tracks integer,
  sample integer, year integer, unique(kind, key)
);
create index heading_order on heading(kind, sort);
create table member(heading integer, position integer, track integer, primary key(heading, position)) without rowid;
create table picture(digest text primary key, kept integer) without rowid;
create table playlist(path blob primary key, root integer, title text, sort text, letter text, present integer);
create table term(word text primary key) without rowid;
create virtual table fts using fts5(
  title, other, sound, prefix='1 2 3', tokenize="unicode61 remove_diacritics 0"
);
create virtual table heading_fts using fts5(name, sound, prefix='1 2 3', tokenize="unicode61 remove_diacritics 0");
create virtual table vocabulary using fts5vocab(fts, row);
pragma user_version = {FORMAT};
"""
