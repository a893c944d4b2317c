<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ItemList</name>
    <message numerus="yes">
        <source>%n more when the car stands</source>
        <translation>
            <numerusform>%n more when the car stands</numerusform>
            <numerusform>%n more when the car stands</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibraryTop</name>
    <message numerus="yes">
        <source>%n files could not be read</source>
        <translation>
            <numerusform>%n file could not be read</numerusform>
            <numerusform>%n files could not be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tracks are on a drive that is not plugged in</source>
        <translation>
            <numerusform>%n track is on a drive that is not plugged in</numerusform>
            <numerusform>%n tracks are on a drive that is not plugged in</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Looking for music: %n tracks</source>
        <translation>
            <numerusform>Looking for music: %n track</numerusform>
            <numerusform>Looking for music: %n tracks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoticeStack</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueueList</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tracks</source>
        <translation>
            <numerusform>%n track</numerusform>
            <numerusform>%n tracks</numerusform>
        </translation>
    </message>
</context>
</TS>
