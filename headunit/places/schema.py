"""The tables of a search index, in SQLite. Data only.

`place`: all that has a name or a kind but house numbers; ids run from the weightiest to the least, so that a full text
query that stops early has seen the best. `written`: the ways its name is written, folded, a line each. `fts`: the words
of these and of where it lies (no copy of the text: content=''). `box`: R*Tree whose first dimension is the kind.
`house`: numbers of a street. `piece`: lines of a street, "lat lon" as 1e-6 degrees in 32-bit integers. `term`, `tri`:
every word of `fts`, and its trigrams.
"""

FORMAT = 1

TABLES = """
pragma journal_mode = off;
pragma synchronous = off;
pragma page_size = 4096;
pragma user_version = 1;
create table meta(key text primary key, value text) without rowid;
create table kind(id integer primary key, key text unique);
create table town(id integer primary key, name text, names text);
create table place(
  id integer primary key, kind integer, name text, names text, written text, street text, number text, postcode text,
  town integer, lat real, lon real, weight real, details text, osm text
);
create virtual table fts using fts5(
  name, other, place, sound, content='', prefix='1 2 3', tokenize="unicode61 remove_diacritics 0"
);
create virtual table box using rtree(id, kind_low, kind_high, south, north, west, east);
create table house(
  id integer primary key, street integer, number text, position real, lat real, lon real, postcode text
);
create virtual table house_box using rtree(id, south, north, west, east);
create table piece(id integer primary key, street integer, line blob);
create virtual table piece_box using rtree(id, south, north, west, east);
create table term(id integer primary key, word text);
create virtual table tri using fts5(word, content='', tokenize='trigram');
"""

FINISH = """
create index house_of_street on house(street, position);
create index place_of_kind on place(kind);
create virtual table temp.vocabulary using fts5vocab(main, fts, row);
insert into term(word) select term from temp.vocabulary where length(term) > 2 order by term;
insert into tri(rowid, word) select id, word from term order by id;
drop table temp.vocabulary;
insert into fts(fts) values('optimize');
insert into tri(tri) values('optimize');
analyze;
"""
