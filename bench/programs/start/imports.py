# The imports that many programs begin with.
import collections
import dataclasses
import enum
import json
import re
import typing

print(len([collections, dataclasses, enum, json, re, typing]))
